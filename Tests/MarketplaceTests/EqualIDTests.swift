import SoukCatalog
import SoukEmbeddedSearch
import SoukMarketplace
import SoukRanking
import SoukSearch
import Testing

/// Two ids that Swift's strings call equal, and that are different bytes, bring nothing down.
struct EqualIDTests {
    @Test func bothAreTakenAndTheMarketplaceOpensAgain() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                let id = number % 2 == 0 ? "caf\u{E9}" : "cafe\u{301}"
                group.addTask {
                    _ = try await marketplace.put(id, ListingDraft(title: "Cup number\(number)"))
                }
            }
            try await group.waitForAll()
        }
        _ = try await Marketplace(Workspace(at: shop.workspace.root, create: false))
    }

    @Test func bothAreFoundChangedAndTakenOffApart() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        _ = try await marketplace.put(composed, ListingDraft(title: "Zwiebel cup", description: "of tin"))
        _ = try await marketplace.put(decomposed, ListingDraft(title: "Zwiebel jug", description: "of brass"))
        func found(_ marketplace: Marketplace) async throws -> Set<[UInt8]> {
            Set(
                try await marketplace.search(SearchRequest("zwiebel")).results.map {
                    Array($0.listing.id.utf8)
                })
        }
        let both: Set = [Array(composed.utf8), Array(decomposed.utf8)]
        #expect(try await found(marketplace) == both)
        #expect(try await marketplace.listing(composed)?.listing.title == "Zwiebel cup")
        #expect(try await marketplace.listing(decomposed)?.listing.title == "Zwiebel jug")
        let similar = try await marketplace.similar(to: composed)
        #expect(similar.results.contains { $0.listing.id.utf8.elementsEqual(decomposed.utf8) })
        #expect(try await found(Marketplace(shop.workspace)) == both)
        try await marketplace.delete(decomposed)
        #expect(try await found(marketplace) == [Array(composed.utf8)])
        let indexer = WorkspaceIndexer(shop.workspace, into: shop.workspace.search)
        _ = try await indexer.refresh(marketplace.pipeline.engine)
        #expect(try await found(marketplace) == [Array(composed.utf8)])
    }

    /// Another program's change reaches a marketplace that serves.
    @Test func changesOfOtherProgramsAreTaken() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        var options = MarketplaceOptions()
        options.followInterval = .milliseconds(20)
        let marketplace = try await Marketplace(shop.workspace, options: options)
        #expect(try await marketplace.listing("l3") != nil)
        #expect(try Workspace(at: shop.workspace.root, create: false).withdraw("l3"))
        for _ in 0..<500 where try await marketplace.listing("l3") != nil {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await marketplace.listing("l3") == nil)
    }
}
