import Foundation
import SoukCatalog
import SoukMarketplace
import SoukSearch

/// What a catalogue and its photo store hold, as far as `CatalogState` says what it must be.
struct FoundCatalog: CustomStringConvertible {
    private struct Listing: Equatable {
        var title: String
        /// In pounds.
        var price: Int
        var lifecycle: Lifecycle
        /// Which picture is at which place, as the catalogue says.
        var pictures: [Int: Int]
    }

    private var listings: [String: Listing] = [:]
    /// What is wrong, whatever should be there.
    private(set) var fault: String?

    init(_ workspace: Workspace) throws {
        let pictures = try Pictures.all.get()
        var faults: [String] = try workspace.check(repair: false).database
        for number in 0..<6 {
            guard let stored = try workspace.listing("l\(number)") else { continue }
            let listing = stored.listing
            if stored.verdict.isRejected { faults.append("\(listing.id) is rejected") }
            var places: [Int: Int] = [:]
            for photo in try workspace.photos(of: listing.id) where photo.verdict?.isRejected == false {
                let number = pictures.number(ofHash: photo.contentHash)
                if places.updateValue(number ?? -1, forKey: photo.ordinal) != nil {
                    faults.append("\(listing.id) has two photos at place \(photo.ordinal)")
                }
                // An import that was cut off may have cleaned a file's newer version already.
                let versions = number.map { $0 < 24 ? Set([$0 / 2 * 2, $0 / 2 * 2 + 1]) : [$0] } ?? []
                for size in PhotoSize.allCases {
                    let shown = pictures.number(of: workspace.photos.url(id: photo.id, size: size))
                    if shown.map(versions.contains) != true {
                        faults.append(
                            "photo \(photo.id) of \(listing.id), \(size), shows \(shown.map(String.init) ?? "nothing")"
                        )
                    }
                }
            }
            listings[listing.id] = Listing(
                title: listing.title, price: (listing.price?.amount ?? 0) / 100, lifecycle: stored.lifecycle,
                pictures: places)
        }
        fault = faults.isEmpty ? nil : faults.joined(separator: "; ")
    }

    /// What a state says.
    init(_ state: CatalogState) {
        for (id, listing) in state.listings {
            listings[id] = Listing(
                title: listing.title, price: listing.price, lifecycle: listing.lifecycle,
                pictures: state.pictures(of: id))
        }
    }

    func shows(_ state: CatalogState) -> Bool { listings == FoundCatalog(state).listings }

    /// - Parameter stale: what need not be the same.
    func disagreement(with marketplace: Marketplace, but stale: Set<String>) async throws -> String? {
        for number in 0..<6 where !stale.contains("l\(number)") {
            let id = "l\(number)"
            let known = listings[id].flatMap { $0.lifecycle.isShown ? $0 : nil }
            let found = try await marketplace.listing(id)
            guard let known, let found else {
                if known == nil, found == nil { continue }
                return "\(id) is \(known == nil ? "not on sale, and found" : "on sale, and not found")"
            }
            guard found.listing.title == known.title, found.listing.price == known.price * 100,
                found.listing.hasPhoto == !known.pictures.isEmpty,
                Set(found.photos.map(\.ordinal)) == Set(known.pictures.keys)
            else { return "the index shows \(found) for \(known)" }
        }
        return nil
    }

    var description: String {
        listings.sorted { $0.key < $1.key }.map { id, listing in
            let pictures = listing.pictures.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            return
                "\(id) \(listing.title) £\(listing.price) \(listing.lifecycle.words) [\(pictures.joined(separator: ", "))]"
        }.joined(separator: ", ")
    }
}
