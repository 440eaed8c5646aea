import Foundation
import GRDB
import Testing

@testable import SoukCatalog

/// What an import leaves behind, and what a second one changes.
struct ImportTests {
    @Test func bringsInListingsAndPhotos() throws {
        let market = try Marketplace(listings: 30)
        defer { market.remove() }
        let summary = try market.runImport()
        #expect(summary.listings.read == 30 && summary.listings.new == 30)
        #expect(summary.photos.cleaned == 29 && summary.photos.rejected == 0)
        #expect(summary.duplicateGroups == 30)
        let workspace = try Workspace(at: market.workspaceFolder, create: false)
        #expect(try workspace.categories() == ["Home & Garden", "Music", "Sports"])
        let photo = try #require(try workspace.photos(of: "l3").first)
        #expect(photo.id == "p3" && photo.verdict == .ok && photo.width == 32)
        for size in PhotoSize.allCases {
            #expect(FileManager.default.fileExists(atPath: workspace.photos.url(id: "p3", size: size).path))
        }
        let original = try #require(try workspace.originalRow(of: "l3"))
        #expect(original.line == 5)
        #expect(original.fields.contains(["product_name", "Thing 3 | in York, North Yorkshire | Gumtree"]))
        let summaryOfAll = try workspace.summary()
        #expect(summaryOfAll.listings == 30 && summaryOfAll.photos == 29 && summaryOfAll.pendingPhotos == 0)
        #expect(summaryOfAll.categories == ["Home & Garden": 10, "Music": 10, "Sports": 10])
    }

    @Test func aTableWithoutListingsIsRefusedBeforeAnythingIsWritten() throws {
        let market = try Marketplace()
        defer { market.remove() }
        try market.write(listings: [])
        try market.write(images: [])
        #expect(throws: CatalogError.self) { try market.request.check() }
        try market.write(listings: [Marketplace.row(0)])
        try market.request.check()
    }

    @Test func secondImportChangesNothing() throws {
        let market = try Marketplace(listings: 30)
        defer { market.remove() }
        try market.runImport()
        let before = try Snapshot(market)
        let summary = try market.runImport()
        #expect(
            summary.listings.unchanged == 30 && summary.listings.new == 0 && summary.listings.updated == 0)
        #expect(summary.photos.unchanged == 29 && summary.photos.cleaned == 0)
        #expect(try Snapshot(market) == before)
    }

    @Test func updatesEditedRowsAndKeepsVanishedOnes() throws {
        let market = try Marketplace(listings: 10)
        defer { market.remove() }
        try market.runImport()
        var rows = (0..<10).map(Marketplace.row)
        rows[2] = rows[2].replacingOccurrences(of: "Thing 2", with: "Better thing 2")
        rows.remove(at: 7)
        try market.write(listings: rows)
        let summary = try market.runImport()
        #expect(summary.listings.updated == 1 && summary.listings.unchanged == 8)
        #expect(summary.missing.count == 1)
        let workspace = try market.workspace()
        #expect(try workspace.listing("l2")?.listing.title.hasPrefix("Better thing 2") == true)
        #expect(try workspace.listing("l7") != nil)
        #expect(try workspace.originalRow(of: "l8")?.line == 9)
    }

    @Test func refusesASecondListingOfTheSameID() throws {
        let market = try Marketplace(listings: 5)
        defer { market.remove() }
        let rows = (0..<5).map(Marketplace.row)
        let other = rows[1].replacingOccurrences(of: "Thing 1", with: "Other thing")
        try market.write(listings: rows + [rows[0], other])
        for run in 0..<2 {
            let summary = try market.runImport()
            #expect(summary.listings.repeated == 1 && summary.listings.rejected == 1, "run \(run)")
            let catalogue = try market.workspace().summary()
            #expect(catalogue.listings == 5 && catalogue.rejectedListings == 1)
            #expect(
                catalogue.listingVerdicts["rejected: duplicate id \"…\", first seen at line N"] == 1)
        }
        try market.write(listings: [rows[0]] + rows[2...] + [other])
        try market.runImport()
        let workspace = try market.workspace()
        #expect(try workspace.listing("l1")?.listing.title.hasPrefix("Other thing") == true)
        #expect(try workspace.summary().rejectedListings == 0)
    }

    @Test func keepsRejectedRowsWithTheirLine() throws {
        let market = try Marketplace(listings: 4)
        defer { market.remove() }
        try market.write(listings: (0..<4).map(Marketplace.row) + ["4,l4", "5,,\"\",,,,"])
        let summary = try market.runImport()
        #expect(summary.listings.rejected == 2)
        let workspace = try market.workspace()
        #expect(try workspace.summary().rejectedListings == 2)
        let ids = try workspace.read { db in
            try String.fetchAll(db, sql: "SELECT id FROM listings WHERE NOT usable")
        }
        let lines = try ids.compactMap { try workspace.originalRow(of: $0)?.line }
        #expect(lines.sorted() == [6, 7])
    }

    @Test func halfARowIsFilledUpAndSaysSo() throws {
        let market = try Marketplace(listings: 4)
        defer { market.remove() }
        try market.write(listings: (0..<4).map(Marketplace.row) + ["4,l4,\"Half a row\""])
        try market.runImport()
        let stored = try #require(try market.workspace().listing("l4"))
        #expect(stored.verdict == .repaired(["line 6: 3 of 7 cells, the last 4 are taken as empty"]))
        #expect(try market.workspace().originalRow(of: "l4")?.fields.last == ["product_name", "Half a row"])
    }

    @Test func everyPhotoHasAVerdict() throws {
        let market = try Marketplace(listings: 6)
        defer { market.remove() }
        try market.write(images: [
            "0,p0,l0,r,d", "1,p1,l1,r,d", "2,gone,l2,r,d", "3,p3,nobody,r,d", "4,../../etc/passwd,l4,r,d",
            "5,p0,l0,r,d", "6,p0,l3,r,d",
        ])
        try Data("not a picture".utf8).write(to: market.photos.appendingPathComponent("p1.png"))
        try Data("notes".utf8).write(to: market.photos.appendingPathComponent("notes.txt"))
        let summary = try market.runImport()
        #expect(summary.photos.cleaned == 1)
        #expect(summary.images.repeated == 1)
        #expect(summary.photos.otherFiles == 1)
        let workspace = try market.workspace()
        let verdicts = try workspace.summary().photoVerdicts
        #expect(verdicts["ok"] == 1)
        #expect(verdicts["rejected: no file for this photo in the photo folder"] == 1)
        #expect(verdicts["rejected: its listing \"…\" is in no table"] == 1)
        #expect(verdicts["rejected: the name \"…\" is not one of a file in the photo folder"] == 1)
        #expect(verdicts["rejected: duplicate photo id \"…\", first seen at line N"] == 1)
        // p2, p4 are files without a row; p3 has one.
        #expect(verdicts["rejected: no table names this photo"] == 2)
        #expect(verdicts.values.reduce(0, +) == 8)
    }

    @Test func looksAtAPhotoAgainWhenItChanged() throws {
        let market = try Marketplace(listings: 4)
        defer { market.remove() }
        try market.runImport()
        let old = try market.workspace().photos(of: "l1")[0]
        try market.write(photo: "p1.png", seed: 99)
        let summary = try market.runImport()
        #expect(summary.photos.cleaned == 1 && summary.photos.unchanged == 2)
        #expect(try market.workspace().photos(of: "l1")[0].contentHash != old.contentHash)
        try FileManager.default.removeItem(at: market.workspace().photos.url(id: "p2", size: .small))
        #expect(try market.runImport().photos.cleaned == 1)
    }

    @Test func photosMayBeNamedInTheListings() throws {
        let market = try Marketplace()
        defer { market.remove() }
        let table = """
            id,title,description,price,category,images
            a,Red chair,a fine chair,£5,Home,1.png|https://shop.example/pictures/b%20c.png?width=3
            b,Blue lamp,a fine lamp,£5,Home,../../secret.png

            """
        try Data(table.utf8).write(to: market.listings)
        try market.write(photo: "1.png", seed: 1)
        try market.write(photo: "b c.png", seed: 2)
        var request = market.request
        request.images = nil
        let summary = try market.runImport(request)
        #expect(summary.photos.cleaned == 2 && summary.images.rejected == 1)
        let workspace = try market.workspace()
        #expect(try workspace.photos(of: "a").map(\.id) == ["a/1", "a/b c"])
        #expect(try workspace.photos(of: "b").map(\.verdict?.isRejected) == [true])
    }

    /// Numbered listings whose photos bear numbers, too: none takes another's.
    @Test func photosOfTheSameNameAreKeptApart() throws {
        let market = try Marketplace()
        defer { market.remove() }
        let table = """
            id,title,description,price,category,images
            1,Red chair,a fine chair,£5,Home,12.png|1/front.png
            12,Blue lamp,a fine lamp,£5,Home,12/front.png|12.png|12.png

            """
        try Data(table.utf8).write(to: market.listings)
        for (seed, name) in ["12.png", "1/front.png", "12/front.png"].enumerated() {
            try market.write(photo: name, seed: UInt64(seed))
        }
        var request = market.request
        request.images = nil
        #expect(try market.runImport(request).photos.cleaned == 4)
        let workspace = try market.workspace()
        #expect(try workspace.photos(of: "1").map(\.file) == ["12.png", "1/front.png"])
        #expect(try workspace.photos(of: "12").map(\.file) == ["12/front.png", "12.png"])
        #expect(try market.runImport(request).photos.unchanged == 4)
    }

    @Test func imagesTableMayNameFilesAndTheirOrder() throws {
        let market = try Marketplace(listings: 3)
        defer { market.remove() }
        let table = """
            listing_id,file_name,position
            l0,l0/1.png,2
            l0,l0/2.png,1
            l1,l1/1.png,1

            """
        try Data(table.utf8).write(to: market.images)
        for (seed, name) in ["l0/1.png", "l0/2.png", "l1/1.png"].enumerated() {
            try market.write(photo: name, seed: UInt64(100 + seed))
        }
        #expect(try market.runImport().photos.cleaned == 3)
        let workspace = try market.workspace()
        #expect(try workspace.photos(of: "l0").map(\.id) == ["l0/2", "l0/1"])
        #expect(try workspace.photos(of: "l1").map(\.file) == ["l1/1.png"])
    }

    @Test(arguments: ["l1.png", "l1-2.png", "l1_1.png", "l1/anything.png", "deep/l1/front.png"])
    func photosMayBeNamedAfterListings(name: String) throws {
        let market = try Marketplace(listings: 3)
        defer { market.remove() }
        try market.write(photo: name, seed: 50)
        var request = market.request
        request.images = nil
        let summary = try market.runImport(request)
        #expect(summary.photos.cleaned == 1)
        #expect(try market.workspace().photos(of: "l1").count == 1)
        #expect(try market.runImport(request).photos.unchanged == 1)
    }

    @Test func stopsWhenAskedAndGoesOn() throws {
        let market = try Marketplace(listings: 20)
        defer { market.remove() }
        let importer = Importer(workspace: try market.workspace())
        #expect(throws: CatalogError.interrupted) {
            try importer.run(market.request, isCancelled: { true })
        }
        let broken = try Marketplace(listings: 20)
        defer { broken.remove() }
        #expect(try importer.run(market.request).duplicateGroups == 20)
    }
}
