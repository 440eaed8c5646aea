import Testing

@testable import Catalog

@Suite struct ListingCleanerTests {
    @Test(
        arguments: [
            (
                "Home & Garden / Dining, Living Room Furniture / Mirrors",
                ["Home & Garden", "Dining, Living Room Furniture", "Mirrors"]
            ),
            ("A > B", ["A", "B"]), ("[\"A >> B >> C, D\"]", ["A", "B", "C, D"]), ("['A', 'B']", ["A", "B"]),
            ("Clothes &amp; Shoes &gt; Men's", ["Clothes & Shoes", "Men's"]), ("Lamps", ["Lamps"]), ("", []),
            ("24/7 shop", ["24/7 shop"]),
        ] as [(String, [String])])
    func categories(text: String, path: [String]) {
        #expect(CleaningFixture.clean(["title": "x", "category": text]).listing?.categoryPath == path)
    }

    @Test(
        arguments: [
            ("Wokingham, Berkshire", "Wokingham", "Berkshire"), ("London", "London", nil),
            (" Melrose ,Scottish Borders", "Melrose", "Scottish Borders"),
        ] as [(String, String, String?)])
    func places(text: String, town: String, county: String?) {
        let place = CleaningFixture.clean(["title": "x", "location": text]).listing?.place
        #expect(place?.town == town)
        #expect(place?.county == county)
    }

    @Test func photoNames() {
        for text in ["a.jpg|b.jpg", "a.jpg, b.jpg", "[\"a.jpg\", \"b.jpg\"]", "['a.jpg', 'b.jpg']"] {
            #expect(
                CleaningFixture.clean(["title": "x", "photos": text]).listing?.photoNames == [
                    "a.jpg", "b.jpg",
                ])
        }
        #expect(
            CleaningFixture.clean(["title": "x", "photos": "a, b.jpg"]).listing?.photoNames == ["a, b.jpg"])
    }

    @Test func titleComesFromTheDescription() {
        let cleaned = CleaningFixture.clean(["description": "A brass lamp of the twenties"])
        #expect(cleaned.listing?.title.hasPrefix("A brass lamp") == true)
        #expect(cleaned.rules.contains { $0.rawValue.lowercased().contains("title") })
    }

    @Test func rejectsWhatHasNoText() {
        for values in [[:], ["title": " \u{200B} "], ["title": "<br>", "description": "&nbsp;"]] {
            let cleaned = CleaningFixture.clean(values)
            #expect(cleaned.listing == nil && cleaned.verdict.isRejected)
        }
    }

    @Test func rejectsBrokenRowsWithTheirLine() {
        let record = TableRecord(
            number: 3, line: 9, fields: [(name: "title", value: "a")], problem: "1 field, expected 7")
        let verdict = ListingCleaner().clean(record, mapping: .recognise(["title"])).verdict
        #expect(verdict.isRejected && verdict.description.contains("9"))
    }

    @Test func madeUpIDsAreStable() {
        let a = CleaningFixture.clean(["id": "", "title": "Lamp"]).listing?.id
        let b = CleaningFixture.clean(["id": " ", "title": "Other lamp"]).listing?.id
        #expect(a != nil && a?.isEmpty == false && a != b)
        #expect(a == CleaningFixture.clean(["id": "", "title": "Lamp"]).listing?.id)
    }

    @Test func outliersAreJudgedByCategory() {
        var amounts: [String: [Int]] = ["Lamps": (0..<50).map { 1000 + 100 * $0 }]
        amounts["Cars"] = (0..<50).map { 200_000 + 30_000 * $0 }
        let prices = PriceOutliers(amounts: amounts)
        #expect(!prices.isOutlier(5000, category: "Lamps"))
        #expect(prices.isOutlier(900_000, category: "Lamps"))
        #expect(!prices.isOutlier(900_000, category: "Cars"))
        #expect(!prices.isOutlier(0, category: "Lamps"))
        #expect(!PriceOutliers(amounts: [:]).isOutlier(5, category: nil))
    }
}
