import SoukMarketplace
import SoukRanking
import SoukSearch

/// The first use of a model packs its weights, and the first search reads the index: better before the first buyer.
enum WarmUp {
    static func run(_ marketplace: Marketplace) async throws {
        _ = try await marketplace.search(SearchRequest("warm up", limit: 1))
    }
}
