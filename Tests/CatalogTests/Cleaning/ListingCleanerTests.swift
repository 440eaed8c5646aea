import Foundation
import Testing

import SoukCatalog

@Suite("Listing cleaner")
struct ListingCleanerTests {
    private let mapping = ColumnMapping(
        id: "id", title: "title", description: "text", price: "price", category: "category",
        location: "place", photos: ["photos"])

    private func record(_ values: [String: String], problem: String? = nil) -> TableRecord {
        let names = ["id", "title", "text", "price", "category", "place", "photos", "condition", "column 9"]
        return TableRecord(number: 1, line: 2, fields: names.map { ($0, values[$0] ?? "") }, problem: problem)
    }

    @Test("a messy row becomes a clean listing, and tells how")
    func messy() throws {
        let cleaned = ListingCleaner().clean(
            record([
                "id": " 7 ", "title": "Oak &amp; brass lamp | in Otley, West Yorkshire | Gumtree",
                "condition": "used", "column 9": "12",
                "text":
                    "Nice\rlamp â€“ call 07700 900123. Posted by Jo in Home & Garden, Lamps in Otley. 1 May 2022Size 45cm",
                "price": "£1,234.00", "category": "Home & Garden / Lamps", "place": "Otley, West Yorkshire",
                "photos": "['a.jpg', 'b.jpg']",
            ]), mapping: mapping)
        let expected = Listing(
            id: "7", title: "Oak & brass lamp", description: "Nice\nlamp – call [phone]. Size 45cm",
            price: Price(amount: 123_400, currency: "GBP"), categoryPath: ["Home & Garden", "Lamps"],
            place: Place(town: "Otley", county: "West Yorkshire"), photoNames: ["a.jpg", "b.jpg"],
            attributes: ["condition": "used"])
        #expect(cleaned.listing == expected)
        #expect(
            cleaned.verdict
                == .repaired([
                    "broken encoding mended", "boilerplate removed", "telephone number masked",
                    "HTML entities decoded",
                ]))
        #expect(cleaned.rules.contains(.siteOffTitle))
        #expect(cleaned.rules.contains(.townOffTitle))
    }

    @Test("a good row is ok")
    func good() {
        let cleaned = ListingCleaner().clean(
            record(["id": "1", "title": "Lamp", "text": "Brass.", "price": "5"]), mapping: mapping)
        #expect(cleaned.verdict == .ok)
        #expect(cleaned.rules.isEmpty)
        #expect(cleaned.listing?.place == nil)
    }

    @Test(
        "an empty price column gives way to another price",
        arguments: [("499", "899", 49_900), ("", "Rs. 899", 89_900), (" ", "N/A", nil)]
            as [(String, String, Int?)])
    func otherPrice(discounted: String, retail: String, expected: Int?) throws {
        let columns = ["uniq_id", "product_name", "retail_price", "discounted_price"]
        let values = ["1", "Lamp", retail, discounted]
        let record = TableRecord(
            number: 1, line: 2, fields: zip(columns, values).map { ($0, $1) }, problem: nil)
        let mapping = try ColumnMapping().completed(for: columns, table: "shop.csv")
        #expect(ListingCleaner().clean(record, mapping: mapping).listing?.price?.amount == expected)
    }

    @Test(
        "what one rule brings to light the others clean, too",
        arguments: [
            "Lamp &l\u{7F}t;b&\u{7F}\u{7F}gt;oak", "Lamp <\u{200B}b>oak", "Sofa | eBay | Etsy",
            "Desk &am<b></b>p;amp; chair",
        ])
    func cleanIsClean(_ text: String) throws {
        let cleaner = ListingCleaner()
        let once = try #require(cleaner.clean(ListingDraft(title: text, description: text), id: "1").listing)
        let draft = ListingDraft(title: once.title, description: once.description)
        let twice = try #require(cleaner.clean(draft, id: "1").listing)
        #expect(Array(twice.title.utf8) == Array(once.title.utf8))
        #expect(Array(twice.description.utf8) == Array(once.description.utf8))
        #expect(!["<b>", "&l", "&a"].contains { once.title.contains($0) })
    }

    @Test("contacts stay when asked for")
    func contacts() {
        let cleaner = ListingCleaner(options: CleaningOptions(keepContacts: true))
        let cleaned = cleaner.clean(record(["title": "Lamp", "text": "07700 900123"]), mapping: mapping)
        #expect(cleaned.listing?.description == "07700 900123")
    }

    @Test("without a title the description gives one, without both the row is rejected")
    func titles() {
        let text = String(repeating: "brass lamp ", count: 20)
        let cleaned = ListingCleaner().clean(
            record(["id": "1", "title": " | in Otley | Gumtree", "text": text]), mapping: mapping)
        #expect(cleaned.listing?.title.hasPrefix("brass lamp") == true)
        #expect((cleaned.listing?.title.count ?? 0) <= 80)
        #expect(cleaned.verdict == .repaired(["title taken from the description"]))
        let empty = ListingCleaner().clean(
            record(["id": "1", "title": "\u{200B}", "text": "<br>"]), mapping: mapping)
        #expect(empty.listing == nil)
        #expect(empty.verdict.isRejected)
        #expect(empty.verdict.description.contains("line 2"))
    }

    @Test("a derived id is stable and follows the content")
    func ids() {
        let cleaner = ListingCleaner()
        let a = cleaner.clean(record(["title": "Lamp", "price": "5"]), mapping: mapping)
        let b = cleaner.clean(record(["title": "Lamp", "price": "5", "column 9": "3"]), mapping: mapping)
        let c = cleaner.clean(record(["title": "Lamp", "price": "6"]), mapping: mapping)
        #expect(a.listing?.id == b.listing?.id)
        #expect(a.listing?.id != c.listing?.id)
        #expect(a.listing?.id.count == 32)
        #expect(a.verdict == .repaired(["id derived from the content"]))
    }

    @Test("ragged rows are rejected with their line, other faults of form are repaired")
    func ragged() {
        var row = record(["id": "1", "title": "Lamp"], problem: "2 fields, expected 7")
        row.isRagged = true
        let rejected = ListingCleaner().clean(row, mapping: mapping)
        #expect(rejected.listing == nil)
        #expect(rejected.verdict == .rejected("line 2: 2 fields, expected 7"))
        let stray = record(["id": "1", "title": "Lamp"], problem: "a stray quote")
        let repaired = ListingCleaner().clean(stray, mapping: mapping)
        #expect(repaired.listing?.title == "Lamp")
        #expect(repaired.verdict == .repaired(["line 2: a stray quote"]))
    }

    @Test("coordinates outside the seller's country are left out")
    func coordinates() {
        var mapping = mapping
        mapping.latitude = "condition"
        mapping.longitude = "column 9"
        let cleaner = ListingCleaner(options: CleaningOptions(country: "GB"))
        func place(_ latitude: String, _ longitude: String) -> CleanedRecord {
            cleaner.clean(
                record(["title": "Lamp", "place": "Otley", "condition": latitude, "column 9": longitude]),
                mapping: mapping)
        }
        #expect(place("53.9", "-1.69").listing?.place?.latitude == 53.9)
        #expect(place("40.7", "-74").listing?.place == Place(town: "Otley"))
        #expect(place("40.7", "-74").rules.contains(.coordinatesImplausible))
        #expect(place("north", "west").rules.contains(.coordinatesImplausible))
    }

    @Test("any text is cleaned, the same way every time", arguments: 0..<150)
    func total(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let cleaner = ListingCleaner()
        func text(_ limit: Int) -> String {
            let pieces = [
                "<b>", "&amp;", "Posted by ", " in ", "07700 900123", "@", "£", "1,2.3", "\r", "â€™", " | ",
                "[", "'", "\u{FFFD}", "25 May 2022",
            ]
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...limit, using: &random) {
                if Bool.random(using: &random) {
                    view.append(contentsOf: (pieces.randomElement(using: &random) ?? "").unicodeScalars)
                } else if let scalar = Unicode.Scalar(
                    UInt32.random(in: 0...(Bool.random(using: &random) ? 0x17F : 0x10FFFF), using: &random))
                {
                    view.append(scalar)
                }
            }
            return String(view)
        }
        let row = record([
            "id": text(5), "title": text(30), "text": text(60), "price": text(8), "category": text(12),
            "place": text(8), "photos": text(6),
        ])
        let cleaned = cleaner.clean(row, mapping: mapping)
        #expect(cleaned.verdict.isRejected == (cleaned.listing == nil))
        guard let listing = cleaned.listing else { return }
        #expect(!listing.title.isEmpty && !listing.id.isEmpty)
        let visible = (listing.title + listing.description).unicodeScalars
        #expect(!visible.contains { $0 == "\r" || $0 == "\u{FFFD}" || ($0.value < 0x20 && $0 != "\n") })
        #expect(listing.categoryPath.count <= 8)
        #expect(cleaner.clean(row, mapping: mapping).listing == listing)
    }
}
