import SoukCatalog
import Foundation
import SoukMarketplace
import SoukRanking
import SoukSearch
import Testing

@Suite struct RacingWritesTests {
    /// Each of many changes to one listing, made at once, touches a field of its own: none may undo another.
    @Test func changesAtOnceKeepEachOther() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        for round in 0..<10 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for field in 0..<4 {
                    group.addTask {
                        _ = try await marketplace.patch("l3", Self.change(field, round))
                    }
                }
                try await group.waitForAll()
            }
            let listing = try #require(try await marketplace.listing("l3")).listing
            #expect(listing.title == "Round title \(round)")
            #expect(listing.description == "Round description \(round)")
            #expect(listing.price == (round + 1) * 100)
            #expect(listing.attributes[.seller] == "seller\(round)")
        }
    }

    /// A change that races with a sale never brings the listing back.
    @Test func aChangeNeverBringsBackWhatWasSold() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        for number in 0..<20 {
            let id = "l\(number)"
            await withTaskGroup(of: Void.self) { group in
                group.addTask { _ = try? await marketplace.patch(id, Self.change(0, number)) }
                group.addTask { _ = try? await marketplace.delete(id) }
            }
            #expect(try await marketplace.listing(id) == nil)
        }
        #expect(try await marketplace.state.listings == 20)
    }

    /// Writes go on while the index is opened anew, and the newest text is the one that stays.
    @Test func writesDuringReloadsAreAllThere() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for _ in 0..<8 { try await marketplace.reload() } }
            for writer in 0..<4 {
                group.addTask {
                    for step in 0..<15 {
                        _ = try await marketplace.put(
                            "w\(writer)", ListingDraft(title: "Kettle writer\(writer) step\(step)"))
                    }
                }
            }
            try await group.waitForAll()
        }
        for writer in 0..<4 {
            #expect(
                try await marketplace.listing("w\(writer)")?.listing.title == "Kettle writer\(writer) step14")
        }
        #expect(try await marketplace.state.pendingChanges == 0)
    }

    @Test func aPhotoThatIsGoneFromDiskKeepsNobodyFromSelling() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        _ = try await marketplace.putPhoto(0, of: "l2", SmallShop.photo(1))
        let file = try #require(try await marketplace.photo(0, of: "l2", size: .large)?.file)
        try FileManager.default.removeItem(at: file)
        _ = try await marketplace.put("l2", ListingDraft(title: "Guitar without its picture"))
        #expect(try #require(try await marketplace.listing("l2")).listing.hasPhoto == false)
    }

    private static func change(_ field: Int, _ round: Int) -> ListingChange {
        var change = ListingChange()
        switch field {
        case 0: change.title = .set("Round title \(round)")
        case 1: change.description = .set("Round description \(round)")
        case 2: change.price = .set("£\(round + 1)")
        default: change.attributes[.seller] = .set("seller\(round)")
        }
        return change
    }
}
