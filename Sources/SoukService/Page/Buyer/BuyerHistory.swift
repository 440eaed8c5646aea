import SoukCatalog
import SoukMarketplace

/// What is recorded of a buyer.
struct BuyerHistory: Sendable {
    var events: [BuyerEvent] = []

    init(_ buyer: String?, _ marketplace: Marketplace) async throws {
        guard let buyer else { return }
        events = try await marketplace.export(buyer: buyer)
    }

    var saved: Set<ListingID> { Set(of: events.filter { $0.action == .save }.map(\.listing)) }

    /// The last saved first.
    var savedInOrder: [String] {
        var seen: Set<ListingID> = []
        return events.filter { $0.action == .save }.sorted { $0.time > $1.time }.map(\.listing)
            .filter { seen.insert($0) }
    }
}
