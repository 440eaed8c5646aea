import SoukCatalog
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

@Suite struct SpellingTests {
    @Test(arguments: [
        ("", "", 0), ("sofa", "sofa", 0), ("soaf", "sofa", 1), ("sfa", "sofa", 1), ("soffa", "sofa", 1),
        ("sopa", "sofa", 1), ("osfa", "sofa", 1), ("lether", "leather", 1), ("wadrobe", "wardrobe", 1),
        ("refridgerater", "refrigerator", 2), ("ca", "abc", 3), ("abcd", "", 4),
    ])
    func distances(_ a: String, _ b: String, _ distance: Int) {
        #expect(editDistance(a.utf8, b.utf8, limit: 9) == distance)
        #expect(editDistance(b.utf8, a.utf8, limit: 9) == distance)
        if distance > 0 { #expect(editDistance(a.utf8, b.utf8, limit: distance - 1) == nil) }
    }

    @Test(arguments: [
        ("lether sofa", [1, 2]), ("wadrobe", [3]), ("wardorbe", [3]), ("refridgerater", [4]), ("hoovr", [5]),
        ("ohover", [5]), ("iphome 12", [6, 7]), ("iphone 13", [7, 6]),
    ])
    func misspelledWordsFind(_ text: String, _ rows: [Int64]) throws {
        let shop = try Shop(titles: [
            "brown leather sofa", "leather boots", "oak wardrobe", "tall refrigerator", "red hoover",
            "apple iphone 12", "apple iphone 13",
        ])
        #expect(try shop.rows(text) == rows)
    }

    @Test(arguments: ["sof", "ps5", "iphone14x", "1235", "hxxvxr", "wxrdrxbx"])
    func tooShortTooFarAndCodesAreNotCorrected(_ text: String) throws {
        let shop = try Shop(titles: ["sofa", "ps4", "iphone14y", "1234", "hoover", "wardrobe"])
        #expect(try shop.rows(text).isEmpty)
    }

    @Test func correctionsWeighLessAndSayWhatTheyMet() throws {
        let shop = try Shop(titles: ["leather sofa", "lether sofa"])
        let known = try shop.search(WordQuery("lether"))
        #expect(known.map(\.rowID) == [2])
        let hits = try Shop(titles: ["leather sofa"]).search(WordQuery("lether"))
        #expect(
            hits.first?.matches == [MatchedWord(term: "lether", word: "leather", field: .title, how: .typo)])
        let exact = try Shop(titles: ["leather sofa"]).search(WordQuery("leather"))
        #expect(hits[0].score < exact[0].score)
    }

    @Test func theFirstLetterIsTrusted() throws {
        let shop = try Shop(titles: ["cable", "table", "fable"])
        #expect(try shop.rows("tabel").isEmpty == false)
        #expect(try shop.rows("tablle") == [2])
        #expect(try shop.rows("caable") == [1])
    }

    @Test func newWordsAreCorrectedToAtOnceAndGoneOnesNoMore() throws {
        let shop = try Shop(titles: ["pine bookcase"])
        #expect(try shop.rows("wadrobe").isEmpty)
        try shop.insert(WordDocument(title: "oak wardrobe"), 2)
        #expect(try shop.rows("wadrobe") == [2])
        try shop.remove(2)
        #expect(try shop.rows("wadrobe").isEmpty)
    }

    /// The vocabulary's scan against comparing with every word.
    @Test func theScanFindsWhatComparingAllWordsFinds() throws {
        var random = SplitMix64(seed: 3)
        func word() -> String {
            String(
                decoding: (0..<Int.random(in: 3...10, using: &random)).map { _ in
                    UInt8.random(in: 97...101, using: &random)
                }, as: UTF8.self)
        }
        let words = Set((0..<600).map { _ in word() })
        let shop = try Shop(titles: [words.sorted().joined(separator: " ")])
        for _ in 0..<40 {
            let sought = word()
            let limit = Int.random(in: 1...2, using: &random)
            let found = Vocabulary(snapshot: shop.snapshot).near(sought, limit: limit)
            let expected = words.filter {
                $0 != sought && editDistance($0.utf8, sought.utf8, limit: limit) != nil
            }
            #expect(Set(found.map(\.form)) == expected)
        }
    }
}
