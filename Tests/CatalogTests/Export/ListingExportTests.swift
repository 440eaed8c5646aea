import Foundation
import Testing

@testable import SoukCatalog

struct ListingExportTests {
    /// Texts that spreadsheets, CSV and JSON stumble over, and that cleaning leaves as they are.
    private static let texts = [
        "=SUM(A1:A9)", "+44 cups", "-5 degrees vase", "@home sign", "'=quoted", "''+twice", "'plain'",
        "a, b; c",
        "say \"hello\"", "café", "café au lait 🪑", "tab and line", "100% wool", "{\"a\": 1}", "x",
        "C:\\lamps",
        "one|two", "desk", "0012", "1e5", "tray -3",
    ]

    @Test(arguments: texts + ["\tx", "\r=", "-1.5", "'", "''", "'-", "", "'\t"])
    func neutralCellsComeBack(text: String) {
        let cell = TableCell.neutral(text)
        #expect(TableCell.restored(cell) == text)
        if let first = cell.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) {
            #expect(Double(text) != nil, "\(text)")
        }
    }

    /// What is exported and imported again is what was there.
    @Test(arguments: ListingExport.Format.allCases, 0..<6 as Range<UInt64>)
    func roundTrip(format: ListingExport.Format, seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var random = SplitMix64(seed: seed)
        func text() -> String { Self.texts.randomElement(using: &random) ?? "" }
        let first = try Workspace(at: folder.url.appendingPathComponent("a"), create: true)
        for number in 0..<25 {
            var draft = ListingDraft(
                title: "\(text()) number \(number)", description: "\(text()) and \(text())")
            if Bool.random(using: &random) { draft.price = "£\(Int.random(in: 1...900, using: &random)).50" }
            let part = text().replacing("\\", with: "-")
            if Bool.random(using: &random) { draft.category = "Home & Garden / \(part)" }
            if Bool.random(using: &random) { draft.town = "Leeds, West Yorkshire" }
            if Bool.random(using: &random) { draft.attributes[.seller] = text() }
            draft.attributes[.condition] = Bool.random(using: &random) ? "used" : nil
            _ = try first.put("\(number)-\(text())", draft, cleaner: ListingCleaner(gazetteer: .bundled()))
        }
        _ = try first.withdraw(try #require(try first.listings().first).listing.id)
        let file = folder.url.appendingPathComponent("t.\(format.rawValue)")
        var written = ""
        let count = try ListingExport(of: first, as: format).write { written += $0 }
        #expect(try count == first.listings().count)
        try Data(written.utf8).write(to: file)
        let second = try Workspace(at: folder.url.appendingPathComponent("b"), create: true)
        _ = try Importer(workspace: second).run(ImportRequest(listings: file))
        func shown(_ workspace: Workspace) throws -> [Listing] {
            try workspace.listings().map { stored in
                var listing = stored.listing
                listing.price?.doubt = nil
                return listing
            }
        }
        let (before, after) = (try shown(first), try shown(second))
        #expect(before.count == after.count)
        for (one, other) in zip(before, after) { #expect(one == other) }
    }

    @Test func hiddenListingsOnRequest() throws {
        let folder = try TemporaryFolder()
        let workspace = try Workspace(at: folder.url.appendingPathComponent("a"), create: true)
        for id in ["a", "b"] {
            _ = try workspace.put(id, ListingDraft(title: "Lamp \(id)"), cleaner: ListingCleaner())
        }
        _ = try workspace.withdraw("b", as: .sold)
        var lines: [String] = []
        #expect(
            try ListingExport(of: workspace, as: .csv, includingHidden: true).write { lines.append($0) } == 2)
        #expect(lines.count == 3 && lines[0].contains("lifecycle") && lines[2].contains("sold"))
        #expect(try workspace.restore("b") && !workspace.restore("b"))
        #expect(try workspace.erase("b") && !workspace.erase("b"))
        #expect(try workspace.listing("b") == nil && workspace.photos(of: "b").isEmpty)
        #expect(try ListingExport(of: workspace, as: .jsonl).write { _ in } == 1)
    }
}
