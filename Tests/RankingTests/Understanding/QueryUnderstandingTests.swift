import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukTestSupport
import SoukSearch
import Testing

import SoukRanking

struct QueryUnderstandingTests {
    private let understanding: QueryUnderstanding

    init() {
        understanding = QueryUnderstanding(
            gazetteer: SmallGazetteer.shared, conditions: ["New", "Good", "Used"])
    }

    @Test(arguments: QueryCase.prices + QueryCase.places + QueryCase.others + QueryCase.traps)
    func reads(_ expected: QueryCase) throws {
        let read = try understanding.understand(expected.query)
        let filter = read.filter
        #expect(read.words == expected.words)
        #expect(filter.minimumPrice == expected.minimum.map { Int(($0 * 100).rounded()) })
        #expect(filter.maximumPrice == expected.maximum.map { Int(($0 * 100).rounded()) })
        #expect(filter.excludedWords == expected.without)
        #expect(filter.hasPhoto == (expected.hasPhoto ? true : nil))
        #expect(filter.attributes[.condition] == expected.condition.map { [$0] })
        #expect((filter.near == nil) == (expected.place == nil))
        for case .place(let name, let circle) in read.phrases.map(\.meaning) {
            #expect(name == expected.place)
            #expect(abs(circle.kilometres - (expected.kilometres ?? 0)) < 1e-9)
        }
    }

    /// The world has far more towns with treacherous names than the small gazetteer.
    @Test(.enabled(if: Gazetteer.bundled() != nil), arguments: QueryCase.traps)
    func trapsHoldWithTheWholeGazetteer(_ trap: QueryCase) throws {
        let read = try QueryUnderstanding(gazetteer: Gazetteer.bundled()).understand(trap.query)
        #expect(read.words == trap.words)
        #expect(read.notes.isEmpty)
    }

    /// Whatever was understood can be taken back: the query is then words again.
    @Test(arguments: QueryCase.prices + QueryCase.places + QueryCase.others)
    func everyPhraseCanBeRemoved(_ example: QueryCase) throws {
        var kept: Set<String> = []
        for _ in 0..<6 {
            let read = try understanding.understand(example.query, keeping: kept)
            for phrase in read.phrases { #expect(!kept.contains(phrase.text)) }
            guard !read.phrases.isEmpty else { return }
            kept.formUnion(read.phrases.map(\.text))
        }
        Issue.record("phrases come back: \(kept)")
    }

    @Test func reversedPricesAreSwappedWithANote() throws {
        let read = try understanding.understand("desk £40-£20")
        #expect(read.notes == [.pricesSwapped(text: "£40-£20")])
    }

    @Test func unknownPlaceNamesItsLikes() throws {
        let read = try understanding.understand("sofa near Leedz")
        #expect(read.words == "sofa near Leedz")
        #expect(read.notes == [.unknownPlace(name: "Leedz", nearest: ["Leeds"])])
        #expect(read.notes[0].description.contains("did you mean Leeds"))
        #expect(try understanding.understand("vinyl near mint").notes.isEmpty)
    }

    @Test func foreignCurrencyIsNoFilter() throws {
        let read = try understanding.understand("radio under $50")
        #expect(read.words == "radio under $50")
        #expect(read.filter == SearchFilter())
        #expect(read.notes == [.foreignCurrency(text: "under $50", currency: "USD", expected: "GBP")])
    }

    @Test(
        arguments: [
            ("radio under $50", "radio", nil, 4_000), ("radio €10-€20", "radio", 800, 1_600),
            ("radio under ¥5000", "radio", nil, 2_500), ("radio under £50", "radio", nil, 5_000),
            ("radio 20 dollars to 40 dollars", "radio", 1_600, 3_200),
            ("radio under 3k yen", "radio", nil, 1_500),
        ] as [(String, String, Int?, Int?)])
    func foreignPricesAreConverted(query: String, words: String, low: Int?, high: Int?) throws {
        let rates = try ExchangeRates(base: .standard, rates: ["USD": 1.25, "EUR": 1.25, "JPY": 200])
        let read = try QueryUnderstanding(gazetteer: nil, rates: rates).understand(query)
        #expect(read.words == words && read.notes.isEmpty)
        #expect((read.filter.minimumPrice, read.filter.maximumPrice) == (low, high))
    }

    /// Yen have no minor unit, dinars three digits of it.
    @Test(arguments: [("JPY", 5_000), ("GBP", 500_000), ("KWD", 5_000_000)])
    func bareAmountsAreOfTheMarketplace(code: String, most: Int) throws {
        let currency = try #require(Currency(code: code))
        let read = try QueryUnderstanding(gazetteer: nil, rates: ExchangeRates(of: currency))
            .understand("radio under 5000")
        #expect(read.filter.maximumPrice == most)
    }

    @Test(arguments: ["sofa 6ft", "lamp 20 kr", "table 5rs", "pole under 6ft"])
    func abbreviationsOfPricesAreNoCurrenciesInWords(query: String) throws {
        let read = try understanding.understand(query)
        #expect(read.filter == SearchFilter() && read.words == query && read.notes.isEmpty)
    }

    @Test(arguments: ["", "   ", "🛋️🔥", "!!! ???", "\u{200B}\u{FEFF}", "- - -"])
    func nothingToLookFor(query: String) throws {
        let read = try understanding.understand(query)
        #expect(read.words.isEmpty)
        #expect(read.notes == [.nothingToLookFor])
        #expect(!read.hasWords)
    }

    @Test func overlongQueryIsCutAtAWord() throws {
        let read = try understanding.understand(String(repeating: "sofa ", count: 2000) + "under £50")
        #expect(read.words.count <= QueryUnderstanding.longest)
        #expect(read.words.hasSuffix("sofa"))
        #expect(read.notes == [.shortened(characters: read.text.count)])
        let one = try understanding.understand(String(repeating: "x", count: 10_000))
        #expect(one.words.count == QueryUnderstanding.longest)
    }

    @Test func weightsAreRead() throws {
        let read = try understanding.understand(#"{"leather": 1, "sofa": 0.5, "corner": -1}"#)
        #expect(read.weights == ["leather": 1, "sofa": 0.5, "corner": -1])
        #expect(read.hasWords)
    }

    @Test(arguments: [
        "{", "{\"a\": \"b\"}", "{}", "{\"corner\": -1}", "{\"a\": 1e9}", "{\"🛋️\": 1}",
        "{" + (0..<40).map { "\"w\($0)\": 1" }.joined(separator: ",") + "}",
    ])
    func badWeightsAreErrors(query: String) {
        #expect(throws: RankingError.self) { try understanding.understand(query) }
    }

    @Test func conditionsNeedAMarketplaceThatHasThem() throws {
        let bare = QueryUnderstanding(gazetteer: nil)
        #expect(try bare.understand("brand new kettle").words == "brand new kettle")
        #expect(try bare.understand("kettle near leeds").words == "kettle near leeds")
    }

    /// Any text is read without a trap, and no character outside the phrases is lost.
    @Test func survivesRandomText() throws {
        var generator = SplitMix64(seed: 11)
        let pieces = [
            "sofa", "under", "£", "50", "-", "\"", "near", "leeds", "within", "10", "miles", "of", "{", "k",
            ",",
            "between", "and", "🛋️", "in", "for", "free", "999999999999999999999", "é", "1.5.5", "<", "£,",
            "or",
        ]
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined(separator: Bool.random(using: &generator) ? " " : "")
            guard !text.hasPrefix("{") else { continue }
            let read = try understanding.understand(text)
            let kept = ([read.words] + read.phrases.map(\.text)).joined().filter { $0 != " " }
            #expect(kept.count <= read.text.filter { $0 != " " }.count)
        }
    }
}
