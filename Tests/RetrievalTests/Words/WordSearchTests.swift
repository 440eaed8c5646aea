import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

@Suite struct WordSearchTests {
    @Test func listingsThatCoverMoreOfTheQueryComeFirst() throws {
        let shop = try Shop(titles: [
            "sofa sofa sofa", "leather jacket", "black leather corner sofa", "leather sofa", "garden bench",
        ])
        #expect(try shop.rows("leather corner sofa").prefix(2) == [3, 4])
        #expect(try shop.rowSet("leather corner sofa") == [1, 2, 3, 4])
    }

    @Test func theTitleCountsMoreThanTheDescription() throws {
        let shop = try Shop([
            WordDocument(title: "garden table", description: "goes well with a bench"),
            WordDocument(title: "garden bench", description: "goes well with a table"),
        ])
        #expect(try shop.rows("bench") == [2, 1])
        let turned = try Shop(
            [
                WordDocument(title: "garden table", description: "goes well with a bench"),
                WordDocument(title: "garden bench", description: "goes well with a table"),
            ], scoring: WordScoring(weights: FieldWeights(title: 0.1, description: 5, categories: 1)))
        #expect(try turned.rows("bench") == [1, 2])
    }

    @Test func endingsAndDiacriticsDoNotMatterButExactWordsComeFirst() throws {
        let shop = try Shop(titles: ["two sofas here", "one sofa here", "café table set"])
        #expect(try shop.rows("sofa") == [2, 1])
        #expect(try shop.rows("sofas") == [1, 2])
        #expect(try shop.rows("CAFE tables") == [3])
    }

    @Test func phrasesNeedTheirOrderInOneField() throws {
        let shop = try Shop([
            WordDocument(title: "corner sofa"), WordDocument(title: "sofa for a corner"),
            WordDocument(title: "corner", description: "sofa"), WordDocument(title: "corner sofas in grey"),
        ])
        #expect(try shop.rowSet("\"corner sofa\"") == [1, 4])
    }

    @Test func exclusionsLeaveOutEveryForm() throws {
        let shop = try Shop([
            WordDocument(title: "leather sofa"), WordDocument(title: "sofa bed leather"),
            WordDocument(title: "leather sofa", description: "springs broken"),
            WordDocument(title: "sofa and bed"),
        ])
        #expect(try shop.rowSet("sofa -broken") == [1, 2, 4])
        #expect(try shop.rowSet("sofa -\"sofa bed\"") == [1, 3, 4])
        #expect(try shop.rows("sofa -sofas").isEmpty)
    }

    @Test(arguments: [
        ("iphone 12", 1), ("5ft", 2), ("ps4", 3), ("b&q", 4), ("t-shirt", 5), ("wi-fi", 6), ("wifi", 6),
        ("tshirt", 5), ("iphone12", 1), ("ps 4", 3),
    ])
    func codesAndUnitsAreFound(_ text: String, _ row: Int64) throws {
        let shop = try Shop(titles: [
            "apple iphone 12", "mirror 5ft tall", "sony ps4 slim", "b&q drill", "band t-shirt",
            "wi-fi router",
        ])
        #expect(try shop.rows(text).first == row)
    }

    @Test func stopWordsAloneStillFind() throws {
        let shop = try Shop(titles: ["to be or not to be, the play", "sofa"])
        #expect(try shop.rows("to be or") == [1])
    }

    @Test func theLastWordMayBeABeginning() throws {
        let shop = try Shop(titles: ["washing machine", "wash basket", "garden machine"])
        let hits = try shop.search(WordQuery("washi", completingLastWord: true))
        #expect(hits.map(\.rowID) == [1])
        #expect(hits.first?.matches.map(\.how) == [.prefix])
        #expect(try shop.search(WordQuery("washi ", completingLastWord: true)).map(\.rowID) != [1, 2, 3])
        let exact = try shop.search(WordQuery("wash", completingLastWord: true))
        #expect(exact.map(\.rowID) == [2, 1])
    }

    @Test func weightsLiftAndLower() throws {
        let shop = try Shop(titles: ["leather corner sofa", "leather sofa", "corner shelf", "fabric sofa"])
        let hits = try shop.search(WordQuery(weights: ["leather": 1, "sofa": 0.5, "corner": -1]))
        #expect(hits.map(\.rowID) == [2, 4, 1] || hits.map(\.rowID) == [2, 1, 4])
        #expect(hits.allSatisfy { $0.rowID != 3 })
    }

    @Test func changesAreSeenAtOnceAndLeaveNothingBehind() throws {
        let shop = try Shop(titles: ["oak table", "pine wardrobe"])
        #expect(try shop.rows("wardrobe") == [2])
        try shop.insert(WordDocument(title: "pine bookcase", description: "nul \0 byte"), 2)
        #expect(try shop.rows("wardrobe").isEmpty)
        #expect(try shop.rows("bookcase") == [2])
        try shop.remove(2)
        try shop.remove(2)
        try shop.remove(1)
        #expect(try shop.rows("bookcase oak table byte").isEmpty)
        #expect(shop.snapshot.count == 0)
        #expect(shop.snapshot.corpus.averages == .zero)
        for word in ["oak", "table", "pine", "wardrobe", "bookcase", "nul", "byte"] {
            #expect(WordForms(snapshot: shop.snapshot).find(word) == nil)
        }
    }

    @Test func rowsHoldingAWordOrPhrase() throws {
        let shop = try Shop(titles: ["corner sofa", "sofas", "a corner"])
        #expect(try shop.rows(holding: "sofa") == [1, 2])
        #expect(try shop.rows(holding: "corner sofa") == [1])
        #expect(try shop.rows(holding: "🛋️").isEmpty)
    }
}
