import SoukCatalog
import Testing

import SoukEmbeddedSearch
import SoukSearch

@Suite struct WordQueryTests {
    @Test(arguments: [
        ("leather corner sofa", ["leather", "corner", "sofa"], []),
        ("  a   sofa for the lounge ", ["sofa", "lounge"], []),
        ("\"corner sofa\" leather", ["\"corner sofa\"", "leather"], []),
        ("“corner sofa” leather", ["\"corner sofa\"", "leather"], []),
        ("sofa -broken", ["sofa"], ["broken"]),
        ("sofa -\"sofa bed\" -broken", ["sofa"], ["\"sofa bed\"", "broken"]),
        ("wi-fi t-shirt b&q", ["wi-fi", "t-shirt", "b&q"], []),
        ("sofa - cheap", ["sofa", "cheap"], []),
        ("iphone 12, 5ft (ps4)!", ["iphone", "12", "5ft", "ps4"], []),
        ("32\" tv", ["32\"", "tv"], []),
        ("50 inch tv", ["50 inch", "tv"], []), ("two seater sofa", ["two seater", "sofa"], []),
        ("c# book .net c++", ["c#", "book", ".net", "c++"], []),
        ("red/blue rug", ["red", "blue", "rug"], []),
        ("a/c unit 205/55R16", ["a/c", "unit", "205/55R16"], []),
        ("赤い自転車", ["赤い", "自転車"], []), ("3 for 2", ["3", "2"], []),
        ("men's women’s", ["men", "women"], []),
        ("\"never closed sofa", ["never", "closed", "sofa"], []),
        ("sofa sofa sofa", ["sofa"], []),
        ("the", ["the"], []),
        ("to be or", ["to", "be", "or"], []),
    ])
    func takesApart(_ text: String, _ terms: [String], _ exclusions: [String]) {
        let query = WordQuery(text)
        func written(_ term: WordQuery.Term) -> String { term.isPhrase ? "\"\(term.text)\"" : term.text }
        #expect(query.terms.map(written) == terms)
        #expect(query.exclusions.map(written) == exclusions)
        #expect(query.emptiness == nil)
    }

    @Test(arguments: [
        ("", WordQuery.Emptiness.blank), (" \n\t ", .blank), ("🛋️ 🔥", .noWords), ("-- \"\" ...", .noWords),
        ("-broken", .onlyExclusions), ("-\"sofa bed\" -red", .onlyExclusions),
    ])
    func saysWhyThereIsNothingToLookFor(_ text: String, _ emptiness: WordQuery.Emptiness) throws {
        let query = WordQuery(text)
        #expect(query.emptiness == emptiness)
        #expect(try Shop(titles: ["sofa"]).search(query).isEmpty)
    }

    @Test func onlyALastFreeWordIsABeginning() {
        func completes(_ text: String) -> Bool {
            WordQuery(text, completingLastWord: true).completesLastWord
        }
        #expect(completes("leather so"))
        #expect(!completes("leather sofa "))
        #expect(!completes("leather \"corner sofa\""))
        #expect(!completes("leather -so"))
        #expect(!WordQuery("leather so").completesLastWord)
    }

    @Test func weightsAreCutAndNonsenseIsLeftOut() {
        let query = WordQuery(weights: [
            "leather": 1, "sofa": 0.5, "corner": -1, "nan": .nan, "much": 1e300, "nothing": 0,
            "inf": .infinity,
        ])
        #expect(query.terms.map(\.text) == ["corner", "leather", "much", "sofa"])
        #expect(query.terms.map(\.weight) == [-1, 1, 10, 0.5])
        #expect(WordQuery(weights: ["corner": -1]).emptiness == .onlyExclusions)
    }

    /// Whatever is typed is neither an error nor syntax, and what is kept of it is bounded.
    @Test func noTextIsAnError() throws {
        let shop = try Shop(titles: ["leather sofa", "NEAR OR AND NOT", "title: *^ {a b}"])
        let pieces = [
            "\"", "'", "-", "*", "^", ":", "(", ")", "{", "}", "+", "\0", ";", "--", "OR", "AND", "NOT",
            "NEAR(", "%",
            "_", "\\", "🛋️", "e\u{301}", "\u{FFFD}", "日本", "\u{202E}", " ", " ", " ", "sofa", "title:", "1",
            "é",
            "\r\n", "\u{10FFFF}", "leather", "=>", ",", "#", "“", "\u{301}",
        ]
        var random = SplitMix64(seed: 7)
        for length in [1, 2, 3, 5, 9, 30, 300] {
            for _ in 0..<60 {
                let text = (0..<length).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
                let query = WordQuery(
                    text, synonyms: .marketplace, completingLastWord: Bool.random(using: &random))
                #expect(query.terms.count <= WordQuery.maximumTerms)
                #expect(query.exclusions.count <= WordQuery.maximumTerms)
                let hits = try shop.search(query)
                #expect(hits.allSatisfy { $0.score.isFinite })
                if query.emptiness != nil { #expect(hits.isEmpty) }
            }
        }
        for long in [
            String(repeating: "sofa ", count: 2_000), String(repeating: "\"", count: 10_000),
            String(repeating: "x", count: 10_000), String(repeating: "-a", count: 5_000),
        ] {
            _ = try shop.search(WordQuery(long))
        }
        #expect(try shop.rows("NOT") == [2])
        #expect(try shop.rows("title: {a") == [3])
    }
}
