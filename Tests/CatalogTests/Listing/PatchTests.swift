import Foundation
import Testing

@testable import SoukCatalog

struct PatchTests {
    private let folder: TemporaryFolder
    private let workspace: Workspace
    private let cleaner = ListingCleaner()

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(at: folder.url.appendingPathComponent("w"), create: true)
    }

    /// Texts that the cleaning rules would change if they saw them a second time.
    private static let texts = [
        "Sofa | eBay | Etsy", "&lt;b&gt; &amp;amp;", "A / B > C", "Oak table | in Leeds | Gumtree", "N/A",
        "null",
        "Call  07700 900123", "Posted by Ann in Home & Garden in York. 3 May 2026", "['a', 'b']", "£45 - £50",
        "caf\u{E9} cafe\u{301}", "☎ 100%", "<i>x</i>", "12345",
    ]

    private static func listing(_ id: String, _ generator: inout SplitMix64) -> Listing {
        func text() -> String { texts.randomElement(using: &generator) ?? "" }
        let currencies = ["GBP", "JPY", "KWD", "EUR", nil]
        let amount = Int.random(in: 0...5_000_000, using: &generator)
        return Listing(
            id: id, title: text(), description: Bool.random(using: &generator) ? text() : "",
            price: Bool.random(using: &generator)
                ? Price(
                    amount: amount, upTo: Bool.random(using: &generator) ? amount + 1 : nil,
                    currency: currencies.randomElement(using: &generator) ?? nil,
                    doubt: [nil, .joke, .outlier].randomElement(using: &generator) ?? nil) : nil,
            categoryPath: (0..<Int.random(in: 0...3, using: &generator)).map { _ in text() },
            place: Bool.random(using: &generator)
                ? Place(
                    town: text(), county: text(), latitude: 53.800_000_1,
                    longitude: Double.random(in: -3...1, using: &generator)) : nil,
            photoNames: ["a.jpg", text()],
            attributes: ["Item Condition": text(), "colour": text(), "Date": "2026-01-02", "seller": text()])
    }

    /// One change of each field, and which of the listing's fields it may touch.
    private static let changes: [(name: String, make: @Sendable (inout ListingChange) -> Void)] = [
        ("title", { $0.title = .set("Walnut desk") }),
        ("description", { $0.description = .set("As good as new") }),
        ("description", { $0.description = .clear }), ("price", { $0.price = .set("£12.50") }),
        ("price", { $0.price = .clear }), ("price", { $0.currency = .set("EUR") }),
        ("category", { $0.category = .set("Music / Guitars") }), ("category", { $0.category = .clear }),
        ("place", { $0.town = .set("Leeds") }), ("place", { $0.town = .clear }),
        ("Item Condition", { $0.attributes[.condition] = .set("used") }),
        ("seller", { $0.attributes[.seller] = .set("ann") }),
        ("seller", { $0.attributes[.seller] = .clear }), ("Date", { $0.postedAt = .set(1_770_111_000) }),
        ("lifecycle", { $0.lifecycle = .reserved }),
    ]

    /// What a change does not name stays as it is stored, byte for byte.
    @Test func aPatchLeavesEveryOtherFieldAlone() throws {
        var generator = SplitMix64(seed: 16)
        for number in 0..<60 {
            for (place, change) in Self.changes.enumerated() {
                let before = Self.listing("x\(number)-\(place)", &generator)
                try workspace.write { db in
                    try StoredListing(listing: before, verdict: .ok, rules: ["entities"]).save(db)
                }
                var asked = ListingChange()
                change.make(&asked)
                let kept = try #require(try workspace.patch(before.id, asked, cleaner: cleaner)?.stored)
                let after = try #require(try workspace.listing(before.id)).listing
                #expect(after == kept.listing)
                var expected = Self.fields(before)
                var found = Self.fields(after)
                (expected[change.name], found[change.name]) = (nil, nil)
                #expect(found == expected, "\(change.name) of \(before)")
            }
        }
    }

    /// By Unicode scalars: `==` on texts would take a decomposed é for a composed one.
    private static func fields(_ listing: Listing) -> [String: [Unicode.Scalar]] {
        var fields = listing.attributes
        fields["title"] = listing.title
        fields["description"] = listing.description
        fields["price"] = listing.price.map { "\($0)" }
        fields["category"] = "\(listing.categoryPath)"
        fields["place"] = listing.place.map { "\($0)" }
        fields["photos"] = "\(listing.photoNames)"
        return fields.mapValues { Array($0.unicodeScalars) }
    }

    @Test func aPatchCleansWhatItNames() throws {
        _ = try workspace.put(
            "a", ListingDraft(title: "Sofa", price: "¥4500", category: "Home / Sofas", town: "Leeds"),
            cleaner: cleaner)
        var change = ListingChange()
        (change.title, change.price) = (.set("Red &amp; blue  sofa"), .set("5,250"))
        let kept = try #require(try workspace.patch("a", change, cleaner: cleaner))
        #expect(kept.verdict == .repaired(["HTML entities decoded"]))
        #expect(kept.stored?.listing.title == "Red & blue sofa")
        #expect(kept.stored?.listing.price == Price(amount: 5250, currency: "JPY"))
        change = ListingChange()
        change.currency = .set("GBP")
        #expect(
            try workspace.patch("a", change, cleaner: cleaner)?.stored?.listing.price
                == Price(amount: 525_000, currency: "GBP"))
        change = ListingChange()
        change.title = .set(" ")
        #expect(try workspace.patch("a", change, cleaner: cleaner)?.verdict.isRejected == true)
        #expect(try workspace.listing("a")?.listing.title == "Red & blue sofa")
    }

    /// A table writes `N/A` and `null` where it has nothing; a seller who types them means them.
    @Test(arguments: ["null", "N/A", "None", "nan"])
    func whatASellerTypesIsNoMissingValue(_ title: String) throws {
        let kept = try workspace.put(
            "a", ListingDraft(title: title, attributes: [.seller: title]), cleaner: cleaner)
        #expect(kept.stored?.listing.title == title)
        #expect(kept.stored?.listing.attributes["seller"] == title)
    }

    @Test func aDraftsFieldsAreNotTakenForOthers() throws {
        let draft = ListingDraft(
            title: "Clock", price: "20", currency: "CHF", attributes: [.condition: "used", .seller: "ann"],
            postedAt: 1_770_111_000)
        let kept = try workspace.put("a", draft, cleaner: cleaner)
        #expect(kept.stored?.listing.price == Price(amount: 2000, currency: "CHF"))
        #expect(
            kept.stored?.listing.attributes == [
                "condition": "used", "seller": "ann", "posted_at": "1770111000",
            ])
    }
}
