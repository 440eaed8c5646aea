import SoukCatalog
import Foundation
import SoukMarketplace
import SoukRanking
import SoukEmbeddedSearch
import SoukSearch
import Testing

@Suite struct WritingTests {
    @Test func whatIsPutIsCleanedAndFoundAtOnce() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        let receipt = try await marketplace.put(
            "new",
            ListingDraft(
                title: "Walnut  harpsichord", description: "Plays well. Call 07700 900123",
                price: "£1,250", category: "Music / Keyboards", town: "Leeds"))
        #expect(receipt.isNew)
        #expect(receipt.verdict.hasPrefix("repaired"))
        let answer = try await marketplace.search(SearchRequest("harpsichord"))
        #expect(answer.results.map(\.listing.id) == ["new"])
        let details = try #require(try await marketplace.listing("new"))
        #expect(details.listing.price == 125_000)
        #expect(details.listing.categoryPath == ["Music", "Keyboards"])
        #expect(!details.listing.description.contains("900123"))
        #expect(try await marketplace.state.pendingChanges == 0)
    }

    @Test func aChangeKeepsTheOtherFields() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        let before = try #require(try await marketplace.listing("l3")).listing
        var change = ListingChange()
        change.price = .set("£7.50")
        change.category = .clear
        _ = try await marketplace.patch("l3", change)
        let after = try #require(try await marketplace.listing("l3")).listing
        #expect(after.price == 750)
        #expect(after.categoryPath.isEmpty)
        #expect(after.title == before.title && after.description == before.description)
        #expect(after.town == before.town && after.latitude == before.latitude)
    }

    @Test func aWithdrawnListingIsNotIndexedAgain() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        #expect(try await marketplace.delete("l5"))
        #expect(try await marketplace.delete("l5") == false)
        _ = try await WorkspaceIndexer(shop.workspace, into: shop.workspace.search).run(madeBy: "test")
        try await marketplace.reload()
        #expect(try await marketplace.listing("l5") == nil)
        #expect(
            try await marketplace.search(SearchRequest("number5")).results.allSatisfy {
                $0.listing.id != "l5"
            })
        _ = try await marketplace.put("l5", ListingDraft(title: "Old bicycle number5 again"))
        #expect(try await marketplace.listing("l5") != nil)
    }

    /// A sale is no reject, and what is reserved is still shown.
    @Test func lifecyclesFollowWhatHappens() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        try await marketplace.record([
            BuyerEvent(buyer: "ann", listing: "l1", action: .sold, time: 1_770_111_000)
        ])
        #expect(try await marketplace.delete("l2"))
        var change = ListingChange()
        change.lifecycle = .reserved
        _ = try await marketplace.patch("l3", change)
        change.lifecycle = .expired
        _ = try await marketplace.patch("l4", change)
        let kept = try ["l1", "l2", "l3", "l4"].map { try #require(try shop.workspace.listing($0)) }
        #expect(kept.map(\.lifecycle) == [.sold, .withdrawn, .reserved, .expired])
        #expect(kept.map(\.verdict.isRejected) == [false, false, false, false])
        for (id, isShown) in [("l1", false), ("l2", false), ("l3", true), ("l4", false)] {
            #expect(try await (marketplace.listing(id) != nil) == isShown)
        }
        #expect(try shop.workspace.summary().rejectedListings == 0)
        _ = try await WorkspaceIndexer(shop.workspace, into: shop.workspace.search).run(madeBy: "test")
        try await marketplace.reload()
        #expect(try await marketplace.state.listings == 37)
    }

    @Test func whatChangedWhileAnIndexWasBuiltIsInIt() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        var isFirst = true
        let put = { (id: String) throws in
            _ = try shop.workspace.put(
                id, ListingDraft(title: "Late zither"),
                cleaner: ListingCleaner(options: CleaningOptions(), gazetteer: nil))
        }
        let indexer = WorkspaceIndexer(shop.workspace, into: shop.workspace.search)
        _ = try await indexer.run(madeBy: "test") { _ in
            if isFirst { try? put("aaa") }
            isFirst = false
            return true
        }
        try await marketplace.reload()
        #expect(try await marketplace.search(SearchRequest("zither")).results.map(\.listing.id) == ["aaa"])
    }

    @Test func aChangeThatNeverReachedTheIndexIsTakenOnOpening() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        _ = try shop.workspace.put(
            "orphan", ListingDraft(title: "Unfinished theremin"),
            cleaner: ListingCleaner(options: CleaningOptions(), gazetteer: nil))
        _ = try shop.workspace.withdraw("l1", as: .sold)
        let marketplace = try await Marketplace(shop.workspace)
        #expect(
            try await marketplace.search(SearchRequest("theremin")).results.map(\.listing.id) == ["orphan"])
        #expect(try await marketplace.listing("l1") == nil)
    }

    @Test func photosAreCleanedAndReplaced() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        let receipt = try await marketplace.putPhoto(0, of: "l2", SmallShop.photo(1))
        #expect(receipt.width == 96)
        let first = try #require(try await marketplace.photo(0, of: "l2", size: .large)?.file)
        #expect(FileManager.default.fileExists(atPath: first.path))
        #expect(try #require(try await marketplace.listing("l2")).listing.hasPhoto)
        _ = try await marketplace.putPhoto(0, of: "l2", SmallShop.photo(2))
        let second = try #require(try await marketplace.photo(0, of: "l2", size: .large)?.file)
        #expect(first != second)
        #expect(try #require(try await marketplace.listing("l2")).photos.count == 1)
        await #expect(throws: MarketplaceError.self) {
            try await marketplace.putPhoto(0, of: "l2", Data("no photo".utf8))
        }
        #expect(try await marketplace.photo(0, of: "l2", size: .large)?.file == second)
        await #expect(throws: MarketplaceError.self) {
            try await marketplace.putPhoto(0, of: "nobody", SmallShop.photo(1))
        }
    }

    @Test(arguments: [
        "", " a", "tab\t", "..", String(repeating: "x", count: 501), "!row-1", "zero\u{200B}width",
    ])
    func idsWithoutSenseAreRefused(id: String) async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        await #expect(throws: MarketplaceError.self) {
            try await marketplace.put(id, ListingDraft(title: "A sofa"))
        }
        await #expect(throws: MarketplaceError.self) { try await marketplace.delete(id) }
    }

    @Test func aListingOfNothingIsRejectedAndChangesNothing() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        await #expect(throws: MarketplaceError.self) {
            try await marketplace.put("l1", ListingDraft(title: " \u{200B} "))
        }
        #expect(try #require(try await marketplace.listing("l1")).listing.title == "Old bicycle number1")
    }

    @Test func manyAtOnceAreAllThere() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    _ = try await marketplace.put(
                        "m\(number)", ListingDraft(title: "Parallel kettle \(number)"))
                    guard try await marketplace.listing("m\(number)") != nil else {
                        throw MarketplaceError.unknownListing(id: "m\(number)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await marketplace.state.listings == 140)
    }
}
