import Foundation
import GRDB
import Testing

@testable import SoukCatalog

/// Splits in a workspace: kept, completed, and audited.
struct StoredSplitTests {
    @Test func importDrawsBothSplitsAndNothingCrosses() throws {
        let market = try Marketplace(listings: 60)
        defer { market.remove() }
        // Listings 10 to 14 show the same thing.
        for index in 11..<15 { try market.write(photo: "p\(index).png", seed: 10) }
        try market.runImport()
        let workspace = try market.workspace()
        let audit = try workspace.splitAudit(.listing)
        #expect(audit.isClean)
        #expect(audit.items.values.reduce(0, +) == 60)
        #expect(audit.photos.values.reduce(0, +) == 59)
        #expect(audit.testPhotosSeenInTrain == 0)
        let photos = try SplitPart.allCases.flatMap { try workspace.labelledPhotos($0, of: .listing) }
        #expect(Set(photos.map(\.photoID)).count == 59)
        #expect(
            Set(photos.filter { (10..<15).map { "l\($0)" }.contains($0.listingID) }.map(\.group)).count == 1)
        #expect(try photos.map(\.photoID).sorted() == workspace.labelledPhotos().map(\.photoID))
        let byPhoto = try SplitPart.allCases.map { try workspace.labelledPhotos($0, of: .photo).count }
        #expect(byPhoto == [42, 9, 8] || byPhoto == [41, 9, 9] || byPhoto == [42, 8, 9])
    }

    /// The audit looks for itself: it finds what a wrong assignment lets cross.
    @Test func auditFindsWhatCrosses() throws {
        let market = try Marketplace(listings: 30)
        defer { market.remove() }
        try market.write(photo: "p1.png", seed: 0)
        try market.runImport()
        let workspace = try market.workspace()
        #expect(try workspace.splitAudit(.listing).isClean)
        try workspace.write { db in
            try db.execute(sql: "UPDATE split_assignments SET part = 'train' WHERE item = 'l0'")
            try db.execute(sql: "UPDATE split_assignments SET part = 'test' WHERE item = 'l1'")
        }
        let audit = try workspace.splitAudit(.listing)
        #expect(!audit.isClean)
        #expect(
            audit.crossingGroups == 1 && audit.crossingPhotos == 1 && audit.crossingMatches["same_photo"] == 1
        )
    }

    /// Two photos a listing: the photo split lets listings cross, and says so.
    @Test func photoSplitReportsItsOverlap() throws {
        let market = try Marketplace(listings: 24)
        defer { market.remove() }
        var rows: [String] = []
        for index in 0..<24 {
            for side in 0..<2 {
                rows.append("\(rows.count),p\(index)-\(side),l\(index),r,d")
                try market.write(photo: "p\(index)-\(side).png", seed: UInt64(1000 + 2 * index + side))
            }
        }
        try market.write(images: rows)
        try market.runImport()
        let workspace = try market.workspace()
        let audit = try workspace.splitAudit(.photo)
        #expect(audit.crossingListings > 3)
        let train = Set(try workspace.labelledPhotos(.train, of: .photo).map(\.listingID))
        let test = try workspace.labelledPhotos(.test, of: .photo)
        let share = Double(test.count { train.contains($0.listingID) }) / Double(test.count)
        #expect(abs(audit.testPhotosSeenInTrain - share) < 1e-9)
        #expect(try workspace.splitAudit(.listing).crossingListings == 0)
    }

    @Test func laterListingsLeaveEarlierPartsAlone() throws {
        let market = try Marketplace(listings: 40)
        defer { market.remove() }
        try market.runImport(ImportRequest(listings: market.listings))
        let before = try parts(market)
        try market.write(
            listings: ((0..<40).reversed().map(Marketplace.row)) + (100..<160).map(Marketplace.row))
        try market.runImport(ImportRequest(listings: market.listings))
        let after = try parts(market)
        #expect(after.count == 100)
        #expect(before.allSatisfy { after[$0.key] == $0.value })
        let audit = try market.workspace().splitAudit(.listing)
        #expect(audit.isClean && audit.moved == 0)
        #expect(audit.items == ["train": 70, "validation": 15, "test": 15])
    }

    @Test func gluedGroupsAreMovedAndCounted() throws {
        let market = try Marketplace(listings: 40)
        defer { market.remove() }
        try market.runImport()
        let before = try parts(market)
        let train = try #require(before.first { $0.value == "train" && $0.key != "l39" }?.key)
        let test = try #require(before.first { $0.value == "test" && $0.key != "l39" }?.key)
        // A newcomer with a photo of each.
        let newcomer = (0..<40).map(Marketplace.row) + [Marketplace.row(200)]
        try market.write(listings: newcomer)
        let old = (0..<39).map { "\($0),p\($0),l\($0),ref\($0),2022" }
        try market.write(images: old + ["98,new1,l200,r,d", "99,new2,l200,r,d"])
        for (name, listing) in [("new1.png", train), ("new2.png", test)] {
            try market.write(photo: name, seed: try #require(UInt64(listing.dropFirst())))
        }
        try market.runImport()
        let audit = try market.workspace().splitAudit(.listing)
        #expect(audit.isClean && audit.moved == 1)
        let after = try parts(market)
        #expect(after[test] == "train" && after[train] == "train" && after["l200"] == "train")
    }

    @Test func withoutPhotosTheirSplitIsEmptyAndClean() throws {
        let market = try Marketplace(listings: 10)
        defer { market.remove() }
        try market.runImport(ImportRequest(listings: market.listings))
        let workspace = try market.workspace()
        #expect(try workspace.labelledPhotos(.train, of: .photo).isEmpty)
        #expect(try workspace.splitAudit(.photo).isClean)
    }

    @Test func otherSeedsAreDrawnOnDemand() throws {
        let market = try Marketplace(listings: 30)
        defer { market.remove() }
        try market.runImport(ImportRequest(listings: market.listings))
        let workspace = try market.workspace()
        let error = #expect(throws: CatalogError.self) {
            try workspace.labelledPhotos(.train, of: .listing, seed: 7)
        }
        #expect(error?.description.contains("seed 7") == true)
        #expect(try workspace.makeSplit(.listing, seed: .max) == 30)
        #expect(try workspace.makeSplit(.listing, seed: .max) == 0)
        #expect(try workspace.splitAudit(.listing, seed: .max).isClean)
    }

    private func parts(_ market: Marketplace) throws -> [String: String] {
        try market.workspace().read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT item, part FROM split_assignments WHERE kind = 'listing'")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["item"], $0["part"]) })
        }
    }
}
