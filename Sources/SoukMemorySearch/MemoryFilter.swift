import SoukCatalog
import SoukSearch

extension SearchFilter {
    /// Whether a listing meets every condition, its price compared by exchange rates.
    func matches(_ listing: IndexedListing, _ rates: ExchangeRates) -> Bool {
        guard categories.isEmpty || categories.contains(where: listing.categoryPath.starts) else {
            return false
        }
        guard holdsPrice(of: listing, rates) else { return false }
        if let near, distance(listing).map({ $0 > near.kilometres }) ?? true { return false }
        if let hasPhoto, listing.hasPhoto != hasPhoto { return false }
        for (attribute, values) in chosen {
            let key = listing.attributes[attribute].map(attribute.key)
            guard values.contains(where: { attribute.key($0) == key }) else { return false }
        }
        if let postedAfter, listing.postedAt.map({ $0 <= postedAfter }) ?? true { return false }
        if let ids, !ids.contains(listing.id) { return false }
        if excludedIDs.contains(listing.id) { return false }
        guard !excludedWords.isEmpty else { return true }
        let fields = MemoryWords.fields(listing)
        return !excludedWords.contains { MemoryWords.holds(fields, $0) }
    }

    private func holdsPrice(of listing: IndexedListing, _ rates: ExchangeRates) -> Bool {
        func isMet(_ bound: Int?, _ compares: (Int, Int) -> Bool) -> Bool {
            guard let bound else { return true }
            guard let price = rates.price(of: listing), let bound = rates.inBase(bound, priceCurrency)
            else { return false }
            return compares(price, bound)
        }
        return isMet(minimumPrice, >=) && isMet(maximumPrice, <=)
    }

    func distance(_ listing: IndexedListing) -> Double? {
        guard let near, let latitude = listing.latitude, let longitude = listing.longitude else { return nil }
        return GreatCircle.kilometres(
            latitude: near.latitude, longitude: near.longitude, toLatitude: latitude, toLongitude: longitude)
    }
}

extension ScanOrder {
    /// Ascends in this order; what lacks the value comes last.
    func key(_ listing: IndexedListing, _ filter: SearchFilter, _ rates: ExchangeRates) -> Double {
        switch self {
        case .id: 0
        case .newest: listing.postedAt.map { -Double($0) } ?? .infinity
        case .cheapest: rates.price(of: listing).map(Double.init) ?? .infinity
        case .dearest: rates.price(of: listing).map { -Double($0) } ?? .infinity
        case .nearest: filter.distance(listing) ?? .infinity
        }
    }
}

/// A listing's place in an order.
struct OrderedPlace: Equatable {
    var key: Double
    var id: String

    func isBefore(_ other: OrderedPlace) -> Bool {
        key == other.key ? id.utf8.lexicographicallyPrecedes(other.id.utf8) : key < other.key
    }
}
