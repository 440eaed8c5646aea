import Foundation
import GRDB
import Testing

import SoukCatalog

struct LifecycleTests {
    private let cleaner = ListingCleaner()

    @Test(arguments: [Lifecycle.sold, .withdrawn, .expired])
    func whatIsGoneIsNoReject(_ lifecycle: Lifecycle) throws {
        let market = try Marketplace(listings: 12)
        defer { market.remove() }
        try market.runImport()
        let workspace = try market.workspace()
        #expect(try workspace.withdraw("l3", as: lifecycle))
        #expect(try workspace.withdraw("l3", as: lifecycle) == false)
        let stored = try #require(try workspace.listing("l3"))
        #expect(!stored.isShown && !stored.verdict.isRejected)
        let summary = try workspace.summary()
        #expect(summary.listings == 12 && summary.rejectedListings == 0 && summary.shownListings == 11)
        #expect(summary.lifecycles == ["on_sale": 11, lifecycle.rawValue: 1])
        #expect(summary.listingVerdicts.keys.allSatisfy { !$0.hasPrefix("rejected") })
        #expect(try workspace.listings().map(\.listing.id).contains("l3") == false)
    }

    /// An import of the same table, and of one where the row has changed, keep a sold listing sold; its photo
    /// stays a good photo.
    @Test func anImportKeepsASoldListingSold() throws {
        let market = try Marketplace(listings: 12)
        defer { market.remove() }
        try market.runImport()
        let workspace = try market.workspace()
        _ = try workspace.withdraw("l3", as: .sold)
        try market.runImport()
        #expect(try workspace.listing("l3")?.lifecycle == .sold)
        var rows = (0..<12).map(Marketplace.row)
        rows[3] = rows[3].replacing("£8.00", with: "£7.00")
        try market.write(listings: rows)
        try market.runImport()
        let stored = try #require(try workspace.listing("l3"))
        #expect(stored.lifecycle == .sold && !stored.isShown)
        #expect(stored.listing.price?.amount == 700)
        #expect(try workspace.photos(of: "l3").map { $0.verdict?.isRejected } == [false])
    }

    @Test func aReservedListingIsShownAndOneThatIsPutAgainIsOnSale() throws {
        let market = try Marketplace(listings: 12)
        defer { market.remove() }
        try market.runImport()
        let workspace = try market.workspace()
        var change = ListingChange()
        change.lifecycle = .reserved
        _ = try workspace.patch("l3", change, cleaner: cleaner)
        #expect(try workspace.listing("l3")?.lifecycle == .reserved)
        #expect(try workspace.listings().map(\.listing.id).contains("l3"))
        change.lifecycle = .sold
        _ = try workspace.patch("l3", change, cleaner: cleaner)
        #expect(try workspace.patch("l3", change, cleaner: cleaner) == nil)
        let kept = try workspace.put("l3", ListingDraft(title: "Thing 3 again"), cleaner: cleaner)
        #expect(kept.isNew)
        #expect(try workspace.listing("l3")?.lifecycle == .onSale)
    }

    /// A catalogue of the version before, with what sales and deletions left behind in it.
    @Test func oldVerdictsBecomeLifecycles() throws {
        let market = try Marketplace(listings: 12)
        defer { market.remove() }
        try market.runImport()
        let file = market.workspaceFolder.appendingPathComponent("catalog.sqlite")
        let queue = try DatabaseQueue(path: file.path)
        try queue.write { db in
            try db.execute(
                sql: """
                    ALTER TABLE listings DROP COLUMN shown;
                    ALTER TABLE listings DROP COLUMN lifecycle;
                    UPDATE listings SET verdict = 'rejected: sold', group_id = NULL WHERE id = 'l1';
                    UPDATE listings SET verdict = 'rejected: deleted', rules = '["entities"]' WHERE id = 'l2';
                    UPDATE listings SET verdict = 'rejected: line 4: nothing to sell' WHERE id = 'l3';
                    DELETE FROM grdb_migrations WHERE identifier = '4: lifecycle';
                    """)
        }
        try queue.close()
        let workspace = try market.workspace()
        let kept = try ["l1", "l2", "l3", "l4"].map { try #require(try workspace.listing($0)) }
        #expect(kept.map(\.lifecycle) == [.sold, .withdrawn, .onSale, .onSale])
        #expect(kept[0].verdict == .ok)
        #expect(kept[1].verdict == .repaired(["HTML entities decoded"]))
        #expect(kept[2].verdict.isRejected && !kept[3].verdict.isRejected)
        #expect(kept.map(\.isShown) == [false, false, false, true])
        try market.runImport()
        #expect(try workspace.listing("l1")?.group != nil)
    }
}
