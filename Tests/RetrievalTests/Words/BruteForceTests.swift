import SoukCatalog
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

/// The retriever against the definition of its score, through insertions, replacements and removals, with and
/// without filters.
@Suite struct BruteForceTests {
    static let vocabulary = ["kaba", "lomu", "nitro", "pavo", "ruku", "tizo", "quox", "zako", "42", "dorf"]

    @Test(arguments: [UInt64(1), 2])
    func scoresAndOrderAreThoseOfTheDefinition(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        func text(_ most: Int) -> String {
            (0..<Int.random(in: 0...most, using: &random)).map { _ in
                Self.vocabulary[
                    min(Int.random(in: 0..<10, using: &random), Int.random(in: 0..<10, using: &random))]
            }.joined(separator: " ")
        }
        let shop = try Shop()
        var documents: [Int64: WordDocument] = [:]
        for _ in 0..<160 {
            let row = Int64.random(in: -40...400, using: &random)
            if Int.random(in: 0..<4, using: &random) == 0 {
                try shop.remove(row)
                documents[row] = nil
            } else {
                let document = WordDocument(title: text(6), description: text(30), categories: text(3))
                try shop.insert(document, row)
                documents[row] = document
            }
        }
        let model = BruteForceWords(documents, scoring: .standard)
        let rows = documents.keys.sorted()
        for _ in 0..<20 {
            let terms = Array(
                Set(Self.vocabulary.shuffled(using: &random).prefix(Int.random(in: 1...4, using: &random))))
            let excluded =
                Bool.random(using: &random) ? [Self.vocabulary.randomElement(using: &random) ?? ""] : []
            let query = WordQuery((terms + excluded.map { "-" + $0 }).joined(separator: " "))
            for count in [nil, 0, 1, 3, rows.count / 2] {
                let allowed = count.map { Set(rows.shuffled(using: &random).prefix($0)) }
                let expected = model.search(
                    terms, head: query.head, without: excluded, allowed: allowed)
                let found = try shop.search(query, allowed: allowed.map { RowSet($0) }, limit: 10)
                try #require(found.count == min(10, expected.count))
                for (hit, wanted) in zip(found, expected) {
                    #expect(abs(hit.score - wanted.1) < 1e-9)
                    #expect(
                        hit.rowID == wanted.0
                            || expected.contains { $0.0 == hit.rowID && abs($0.1 - hit.score) < 1e-9 })
                }
            }
        }
    }

    /// A filter changes what is found, and no score, with all kinds of expansions.
    @Test func aFilterChangesNoScore() throws {
        var titles = (0..<400).map {
            "leather sofa \($0 % 7 == 0 ? "corner" : "sofas") couch head phones \($0)"
        }
        titles[5] = "corner leather settee headphones"
        titles[6] = "lether corner sofas"
        let shop = try Shop(titles: titles)
        let few = RowSet([6, 7, 8, 15])
        let many = RowSet((1...400).map(Int64.init))
        for text in [
            "lethr sofa", "\"leather sofa\" corner", "headphones settee", "corner -couch", "sofas hea",
        ] {
            let query = WordQuery(text, synonyms: .marketplace, completingLastWord: true)
            let streamed = try shop.search(query, allowed: many, limit: 400).filter { few.contains($0.rowID) }
            let read = try shop.search(query, allowed: few, limit: 400)
            #expect(read == streamed)
            #expect(!read.isEmpty)
            #expect(try shop.search(query, limit: 400) == shop.search(query, allowed: many, limit: 400))
        }
    }

    /// One reading answers for the best rows and for any others.
    @Test func chosenRowsScoreAsInTheSearch() throws {
        let shop = try Shop(
            titles: (0..<60).map { "leather sofa \($0 % 3 == 0 ? "corner" : "green") \($0)" })
        for text in ["leather corner", "lethr sofa -green", "corner 3", "nothing of it"] {
            let query = WordQuery(text)
            let all = try shop.search(query, limit: 60)
            let chosen: [Int64] = [60, 2, 1, 31, 999]
            let found = shop.index.scorer(query)?.hits(of: chosen) ?? []
            #expect(found == chosen.compactMap { row in all.first { $0.rowID == row } })
        }
        #expect(shop.index.scorer(WordQuery("-sofa")).map { _ in true } == nil)
    }
}
