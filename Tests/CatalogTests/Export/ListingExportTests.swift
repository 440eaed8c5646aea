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

    /// Names of categories with all that parts levels and paths elsewhere.
    private static let names = [
        "C:\\lamps", "back\\", "\\back", "A / B", "A/B", "Home", "Home, Garden", "Garden", "x > y", "a->b",
        "Q=>R",
        "one|two", "a; b", "a::b", "[list]", "[\"x\"]", "[[1]]", "> x <", " spaced ", "\"quoted\"", "日本 › 家",
        "TV/DVD bags", "&amp;", "trailing /", "Home / ", "\\/", "\\,", "\\\\", "'q'", "=1+1", "007",
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
    @Test(arguments: ListingExport.Format.allCases, 0..<12 as Range<UInt64>)
    func roundTrip(format: ListingExport.Format, seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var random = SplitMix64(seed: seed)
        func text() -> String { Self.texts.randomElement(using: &random) ?? "" }
        func name() -> String { Self.names.randomElement(using: &random) ?? "" }
        let first = try Workspace(at: folder.url.appendingPathComponent("a"), create: true)
        for number in 0..<25 {
            var draft = ListingDraft(
                title: "\(text()) number \(number)", description: "\(text()) and \(text())")
            if Bool.random(using: &random) { draft.price = "£\(Int.random(in: 1...900, using: &random)).50" }
            switch Int.random(in: 0..<4, using: &random) {
            case 0: draft.category = "Home & Garden / \(text())"
            case 1:
                let paths = (0...Int.random(in: 0..<3, using: &random)).map { _ in
                    (0...Int.random(in: 0..<4, using: &random)).map { _ in text() + name() }
                }
                draft.category = JSONText.encode(paths)
            case 2: draft.category = name()
            default: break
            }
            if Bool.random(using: &random) { draft.town = "Leeds, West Yorkshire" }
            if Bool.random(using: &random) { draft.attributes[.seller] = text() }
            draft.attributes[.condition] = Bool.random(using: &random) ? "used" : nil
            _ = try first.put("\(number)-\(text())", draft, cleaner: ListingCleaner(gazetteer: .bundled()))
        }
        // As an import does with names that differ in case or marks alone.
        try first.write { db in try CategorySpellings.update(db) }
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

    /// What is written is read as it was, by itself and in a column that has another form.
    @Test(arguments: names)
    func categoriesComeBack(name: String) {
        let paths = [["Home & Garden", name, "Mirrors"], [name], ["Antiques"]]
        for path in [paths, [paths[0]], [paths[1]]] {
            let clean = CategoryPath(JSONText.encode(path))
            let levels = [clean.levels] + clean.others
            let text = CategoryLists.write(levels)
            for form in [nil, CategoryForm(kind: .arrow), CategoryForm(kind: .slash, list: ",")] {
                let again = CategoryPath(text, form: text.hasPrefix("[[") ? form : nil)
                #expect([again.levels] + again.others == levels, "\(text)")
            }
        }
        #expect(CategoryLists.write([["Home & Garden", "Mirrors"]]) == "Home & Garden / Mirrors")
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
