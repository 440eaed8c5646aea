import Foundation
import Testing

import SoukCatalog

/// Imports beside a service that changes the same listings.
struct LivingImportTests {
    private let folder: TemporaryFolder
    private let workspace: Workspace
    private let cleaner = ListingCleaner()
    private var table: URL { folder.url.appendingPathComponent("t.csv") }

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(at: folder.url.appendingPathComponent("w"), create: true)
    }

    /// Imports a table whose file was written a number of seconds from now.
    @discardableResult private func importTable(
        _ rows: [(id: String, price: Int)], writtenIn seconds: Double = -3600,
        missing: MissingListings = .keep,
        prefer: ChangedBy? = nil
    ) throws -> ImportSummary {
        let text =
            "id,title,description,price,category\n"
            + rows.map { "\($0.id),Thing \($0.id),Words of \($0.id),£\($0.price),Misc\n" }.joined()
        try Data(text.utf8).write(to: table)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: seconds)], ofItemAtPath: table.path)
        var request = ImportRequest(listings: table)
        (request.options.missing, request.options.prefer) = (missing, prefer)
        return try Importer(workspace: workspace).run(request)
    }

    private func price(_ id: String) throws -> Int? { try workspace.listing(id)?.listing.price?.amount }

    private func patch(_ id: String, price: Int) throws {
        var change = ListingChange()
        change.price = .set("£\(price)")
        _ = try workspace.patch(id, change, cleaner: cleaner)
    }

    @Test func aPatchOutlivesTheSameTable() throws {
        try importTable([("a", 10), ("b", 20)])
        try patch("a", price: 7)
        for seconds in [-3600.0, 3600] {
            let summary = try importTable([("a", 10), ("b", 20)], writtenIn: seconds)
            #expect(try price("a") == 700)
            #expect(summary.conflicts.ids.isEmpty && summary.listings.unchanged == 2)
        }
    }

    @Test(
        arguments: [(-3600.0, nil, 700), (3600, nil, 1200), (3600, .service, 700), (-3600, .table, 1200)]
            as [(Double, ChangedBy?, Int)])
    func ofTwoChangesTheLastWins(seconds: Double, prefer: ChangedBy?, expected: Int) throws {
        try importTable([("a", 10), ("b", 20)])
        try patch("a", price: 7)
        let summary = try importTable([("a", 12), ("b", 20)], writtenIn: seconds, prefer: prefer)
        #expect(try price("a") == expected)
        #expect(summary.conflicts.ids == ["a"])
        #expect(
            (summary.conflicts.wonByTable, summary.conflicts.wonByService)
                == (expected == 1200 ? (1, 0) : (0, 1)))
        // It is told once.
        #expect(
            try importTable([("a", 12), ("b", 20)], writtenIn: seconds, prefer: prefer).conflicts.ids == [])
        #expect(try price("a") == expected)
    }

    @Test func aSaleIsNeverUndone() throws {
        try importTable([("a", 10), ("b", 20), ("c", 30)])
        _ = try workspace.withdraw("a", as: .sold)
        _ = try workspace.withdraw("b")
        try importTable([("a", 11), ("b", 21), ("c", 31)], writtenIn: 3600, prefer: .table)
        #expect(try workspace.listing("a")?.lifecycle == .sold)
        #expect(try workspace.listing("b")?.lifecycle == .withdrawn)
        #expect(try workspace.listings().map(\.listing.id) == ["c"])
    }

    /// A table that tells states takes back only what it said itself.
    @Test func aTablesStateUndoesNoSaleOfTheService() throws {
        func imported(_ states: [(id: String, state: String)], price: Int) throws -> [Lifecycle?] {
            let rows = states.map { "\($0.id),Thing \($0.id),£\(price),\($0.state)\n" }
            try Data(("id,title,price,availability\n" + rows.joined()).utf8).write(to: table)
            var request = ImportRequest(listings: table)
            request.options.prefer = .table
            _ = try Importer(workspace: workspace).run(request)
            return try states.map { try workspace.listing($0.id)?.lifecycle }
        }
        func all(_ state: String) -> [(id: String, state: String)] { ["a", "b", "c"].map { ($0, state) } }
        #expect(try imported(all("in stock"), price: 10) == [.onSale, .onSale, .onSale])
        _ = try workspace.withdraw("a", as: .sold)
        var change = ListingChange()
        change.lifecycle = .sold
        _ = try workspace.patch("b", change, cleaner: cleaner)
        for price in 11...13 {
            #expect(try imported(all("in stock"), price: price) == [.sold, .sold, .onSale])
        }
        let before = try workspace.lastChange()
        #expect(try imported(all("reserved"), price: 13) == [.sold, .sold, .reserved])
        #expect(try imported(all("sold"), price: 13) == [.sold, .sold, .sold])
        // An index that serves lets go of it.
        #expect(try workspace.changes(after: before).map(\.listing) == ["c"])
        #expect(try imported(all("in stock"), price: 13)[2] == .onSale)
    }

    @Test func whatIsGoneComesBackInTheStateOfItsRow() throws {
        func importRows(_ rows: String, missing: MissingListings) throws {
            try Data("id,title,availability\na,Thing a,in stock\n\(rows)".utf8).write(to: table)
            var request = ImportRequest(listings: table)
            request.options.missing = missing
            _ = try Importer(workspace: workspace).run(request)
        }
        try importRows("b,Thing b,in stock\nc,Thing c,in stock\n", missing: .keep)
        try importRows("", missing: .withdraw)
        // The seller puts it again and takes it off: that is no table's to undo.
        _ = try workspace.put("c", ListingDraft(title: "Thing c"), cleaner: cleaner)
        var change = ListingChange()
        change.lifecycle = .withdrawn
        _ = try workspace.patch("c", change, cleaner: cleaner)
        try importRows("b,Thing b,sold\nc,Thing c,in stock\n", missing: .keep)
        #expect(
            try ["a", "b", "c"].map { try workspace.listing($0)?.lifecycle } == [.onSale, .sold, .withdrawn])
    }

    @Test func whatIsGoneIsToldOrWithdrawnAndComesBack() throws {
        try importTable([("1", 30), ("2", 10), ("3", 15)])
        var summary = try importTable([("1", 25), ("3", 15), ("4", 9)])
        #expect(summary.missing.ids == ["2"] && !summary.missing.areWithdrawn)
        #expect((summary.listings.new, summary.listings.updated, summary.listings.unchanged) == (1, 1, 1))
        #expect(try workspace.listing("2")?.isShown == true)
        let before = try workspace.lastChange()
        summary = try importTable([("1", 25), ("3", 15), ("4", 9)], missing: .withdraw)
        #expect(summary.missing.count == 1 && summary.missing.areWithdrawn)
        #expect(try workspace.listing("2")?.lifecycle == .withdrawn)
        #expect(try workspace.changes(after: before).map(\.listing) == ["2"])
        #expect(try importTable([("1", 25), ("3", 15)], missing: .withdraw).missing.ids == ["4"])
        try importTable([("1", 25), ("2", 10), ("3", 15)])
        #expect(try workspace.listing("2")?.lifecycle == .onSale)
        // What its seller took back stays so.
        _ = try workspace.withdraw("2")
        try importTable([("1", 25), ("2", 10), ("3", 15)])
        #expect(try workspace.listing("2")?.lifecycle == .withdrawn)
    }

    /// Random histories against a model of few lines.
    @Test(arguments: 0..<12 as Range<UInt64>) func randomHistories(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let ids = ["a", "b", "c\u{301}", "\u{107}", "e f"]
        var rows: [ListingID: Int] = [:]
        // What the last import saw.
        var imported: [ListingID: Int] = [:]
        var model: [ListingID: (price: Int, life: Lifecycle, service: Bool)] = [:]
        for _ in 0..<40 {
            let id = try #require(ids.randomElement(using: &random))
            let amount = Int.random(in: 1...9, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0, 1:
                if Bool.random(using: &random) { rows[id] = amount }
                guard !rows.isEmpty else { continue }
                let isLater = Bool.random(using: &random)
                try importTable(
                    rows.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) },
                    writtenIn: isLater ? 3600 : -3600, prefer: isLater ? .table : .service)
                for (id, price) in rows {
                    guard var known = model[id] else {
                        model[id] = (price, .onSale, false)
                        imported[id] = price
                        continue
                    }
                    let isNews = imported[id] != price
                    if !known.service || (isNews && isLater) { (known.price, known.service) = (price, false) }
                    model[id] = known
                    imported[id] = price
                }
            case 2:
                let draft = ListingDraft(title: "Thing", description: "put", price: "£\(amount)")
                _ = try workspace.put(id, draft, cleaner: cleaner)
                model[ListingID(id)] = (amount, .onSale, true)
            case 3:
                guard let known = model[id], known.life.isShown else { continue }
                try patch(id, price: amount)
                model[ListingID(id)] = (amount, known.life, true)
            case 4:
                _ = try workspace.withdraw(id)
                if let known = model[id], known.life.isShown { model[id]?.life = .withdrawn }
            default:
                _ = try workspace.withdraw(id, as: .sold)
                if let known = model[id], known.life.isShown { model[id]?.life = .sold }
            }
            for (id, expected) in model {
                let found = try #require(try workspace.listing(id.text))
                #expect(found.listing.price?.amount == expected.price * 100, "\(id) of seed \(seed)")
                #expect(found.lifecycle == expected.life, "\(id) of seed \(seed)")
            }
        }
    }
}
