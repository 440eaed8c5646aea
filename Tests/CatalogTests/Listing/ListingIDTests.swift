import Foundation
import Testing

import SoukCatalog

struct ListingIDTests {
    @Test func idsAreBytes() throws {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        #expect(composed == decomposed && ListingID(composed) != ListingID(decomposed))
        var found: [ListingID: Int] = [:]
        found[composed] = 1
        found[decomposed] = 2
        #expect(found.count == 2 && found[composed] == 1)
        let ids = Set<ListingID>(of: [composed, decomposed, composed])
        #expect(ids.count == 2 && ids.contains(decomposed) && !ids.contains("cafe"))
        let decoded = try JSONDecoder().decode([ListingID].self, from: JSONEncoder().encode(ids.sorted()))
        #expect(decoded == ids.sorted())
    }

    @Test(arguments: [
        "a", "AB 12", "a/b", "a#b?c", "ü", "🪑", "👩‍👩‍👧", "x\"y'z", "100%", "%2F", "a\\b",
        "https://x.example/item/1?v=2",
        String(repeating: "x", count: 500),
    ])
    func takesWhateverCanBeSeen(id: String) { #expect(ListingID.refusal(of: id) == nil) }

    @Test(arguments: [
        "", ".", "..", " a", "a ", "a\nb", "a\u{0}", "!row-1", "a\u{202E}b", "\u{FEFF}a", "a\u{2028}b",
        String(repeating: "x", count: 501), String(repeating: "é", count: 251),
    ])
    func refusesWhatCannotBeAnAddress(id: String) { #expect(ListingID.refusal(of: id) != nil) }

    /// Both are imported, changed, withdrawn and erased apart.
    @Test func equalLookingIDsLiveApart() throws {
        let folder = try TemporaryFolder()
        let table = folder.url.appendingPathComponent("t.csv")
        try Data("id,title,description\ncaf\u{E9},Cup one,blue\ncafe\u{301},Cup two,red\n".utf8).write(
            to: table)
        let workspace = try Workspace(at: folder.url.appendingPathComponent("w"), create: true)
        let summary = try Importer(workspace: workspace).run(ImportRequest(listings: table))
        #expect(summary.listings.new == 2)
        var change = ListingChange()
        change.title = .set("Cup of tin")
        _ = try workspace.patch("caf\u{E9}", change, cleaner: ListingCleaner())
        #expect(try workspace.listing("caf\u{E9}")?.listing.title == "Cup of tin")
        #expect(try workspace.listing("cafe\u{301}")?.listing.title == "Cup two")
        #expect(try workspace.withdraw("cafe\u{301}"))
        #expect(try workspace.listings().map { Array($0.listing.id.utf8) } == [Array("caf\u{E9}".utf8)])
    }
}
