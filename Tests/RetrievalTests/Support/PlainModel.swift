import SoukCatalog
import Foundation

import SoukEmbeddedSearch
import SoukSearch

/// What an index should say, by looking at every listing.
struct PlainModel {
    var listings: [String: IndexedListing] = [:]

    init(_ listings: [IndexedListing] = []) {
        for listing in listings { self.listings[listing.id] = listing }
    }

    func matching(_ filter: SearchFilter) -> [IndexedListing] {
        listings.values.filter { Self.matches($0, filter) }.sorted { $0.id < $1.id }
    }

    static func matches(_ listing: IndexedListing, _ filter: SearchFilter) -> Bool {
        if !filter.categories.isEmpty, !filter.categories.contains(where: listing.categoryPath.starts) {
            return false
        }
        if let low = filter.minimumPrice, listing.price.map({ $0 < low }) ?? true { return false }
        if let high = filter.maximumPrice, listing.price.map({ $0 > high }) ?? true { return false }
        if let near = filter.near, distance(listing, near).map({ $0 > near.kilometres }) ?? true {
            return false
        }
        if let hasPhoto = filter.hasPhoto, listing.hasPhoto != hasPhoto { return false }
        for (attribute, values) in filter.attributes where !values.isEmpty {
            guard let value = listing.attributes[attribute] else { return false }
            guard values.map(attribute.key).contains(attribute.key(value)) else { return false }
        }
        if let time = filter.postedAfter, listing.postedAt.map({ $0 <= time }) ?? true { return false }
        if let ids = filter.ids, !ids.contains(listing.id) { return false }
        if filter.excludedIDs.contains(listing.id) { return false }
        let texts = [listing.title, listing.description].map { " \($0) " }
        return !filter.excludedWords.contains { words in texts.contains { $0.contains(" \(words) ") } }
    }

    /// The chord between two points of the sphere, another formula than the index has.
    static func distance(_ listing: IndexedListing, _ circle: SearchFilter.Circle) -> Double? {
        guard let latitude = listing.latitude, let longitude = listing.longitude else { return nil }
        func point(_ latitude: Double, _ longitude: Double) -> [Double] {
            let (north, east) = (latitude * .pi / 180, longitude * .pi / 180)
            return [cos(north) * cos(east), cos(north) * sin(east), sin(north)]
        }
        let chord = zip(point(latitude, longitude), point(circle.latitude, circle.longitude))
            .reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        // Equal points are equal in every formula.
        let isSame = latitude == circle.latitude && longitude == circle.longitude
        return isSame ? 0 : 2 * 6371 * asin(min(1, chord / 2))
    }

    func ordered(_ filter: SearchFilter, _ order: ScanOrder) -> [String] {
        func key(_ listing: IndexedListing) -> Double {
            switch order {
            case .id: 0
            case .newest: listing.postedAt.map { -Double($0) } ?? .infinity
            case .cheapest: listing.price.map(Double.init) ?? .infinity
            case .dearest: listing.price.map { -Double($0) } ?? .infinity
            case .nearest: filter.near.flatMap { Self.distance(listing, $0) } ?? .infinity
            }
        }
        return matching(filter).sorted { a, b in
            key(a) == key(b) ? a.id.utf8.lexicographicallyPrecedes(b.id.utf8) : key(a) < key(b)
        }.map(\.id)
    }
}
