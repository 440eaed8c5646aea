import SoukCatalog
import Foundation
import SoukMarketplace
import SoukRanking
import SoukEmbeddedSearch
import SoukSearch
import Testing

/// Random writes against a plain dictionary: every surface must show what the dictionary holds, and nothing else.
@Suite struct SoldMeansGoneTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func everySurfaceAgreesWithTheModel(seed: UInt64) async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        var random = SplitMix64(seed: seed)
        var onSale = Dictionary(uniqueKeysWithValues: (0..<40).map { ("l\($0)", "number\($0)") })
        var everMet = Set(onSale.keys)
        for step in 0..<60 {
            let id = "l\(Int.random(in: 0..<50, using: &random))"
            everMet.insert(id)
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1:
                let word = "word\(step)"
                _ = try await marketplace.put(
                    id, ListingDraft(title: "Old thing \(word)", category: "Home & Garden"))
                onSale[id] = word
            case 2:
                #expect(try await marketplace.delete(id) == (onSale.removeValue(forKey: id) != nil))
            case 3:
                try await marketplace.record([
                    BuyerEvent(buyer: "b", listing: id, action: .sold, time: 1_700_000_000)
                ])
                onSale[id] = nil
            default:
                var change = ListingChange()
                change.title = .set("Old changed patched\(step)")
                if onSale[id] == nil {
                    await #expect(throws: MarketplaceError.self) { try await marketplace.patch(id, change) }
                } else {
                    _ = try await marketplace.patch(id, change)
                    onSale[id] = "patched\(step)"
                }
            }
            if step % 6 == 5 { try await check(marketplace, onSale, everMet, &random) }
        }
        let again = try await Marketplace(shop.workspace)
        try await check(again, onSale, everMet, &random)
    }

    private func check(
        _ marketplace: Marketplace, _ onSale: [String: String], _ everMet: Set<String>,
        _ random: inout SplitMix64
    ) async throws {
        #expect(try await marketplace.state.listings == onSale.count)
        let all = try await marketplace.search(SearchRequest("old", limit: 200, countsFacets: true))
        #expect(Set(all.results.flatMap { [$0.listing.id] + $0.duplicates }) == Set(onSale.keys))
        #expect(all.facets?.total == onSale.count)
        for id in everMet.sorted() {
            #expect((try await marketplace.listing(id) != nil) == (onSale[id] != nil))
        }
        guard let one = onSale.keys.sorted().randomElement(using: &random), let word = onSale[one] else {
            return
        }
        let found = try await marketplace.search(SearchRequest(word))
        #expect(found.results.contains { $0.listing.id == one })
        let similar = try await marketplace.similar(to: one, limit: 50)
        #expect(similar.results.allSatisfy { onSale[$0.listing.id] != nil })
        let offered = try await marketplace.recommend(RecommendationRequest("somebody", limit: 50))
        #expect(offered.results.allSatisfy { onSale[$0.result.listing.id] != nil })
    }
}
