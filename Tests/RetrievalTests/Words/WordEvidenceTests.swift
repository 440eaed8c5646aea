import Testing

@testable import SoukEmbeddedSearch
@testable import SoukSearch

@Suite struct WordEvidenceTests {
    @Test func sharesSayHowTermsWereMet() throws {
        let shop = try Shop([
            WordDocument(
                title: "big brown leather sofas with couch", description: "grey", categories: "furniture"),
            WordDocument(title: "table"),
        ])
        let hit = try #require(
            try shop.search(WordQuery("lether sofa settee furniture lamp", synonyms: .marketplace)).first)
        let evidence = hit.evidence
        #expect(evidence.queryTerms == 5)
        #expect(abs(evidence.typoShare - 0.2) < 1e-9)
        #expect(abs(evidence.exactShare - 0.2) < 1e-9)
        #expect(evidence.stemShare + evidence.synonymShare > 0.39)
        #expect(evidence.coverage > 0 && evidence.coverage < 1)
        #expect(evidence.firstPosition == 2)
        #expect(evidence.titleLength == 6)
        #expect(evidence.fieldScores.title > 0 && evidence.fieldScores.categories > 0)
        #expect(evidence.fieldScores.description == 0)
        #expect(hit.matches.contains { $0.word == "sofas" && $0.how == .stem && $0.term == "sofa" })
    }

    @Test(arguments: [
        ("leather corner sofa", 1.0), ("corner sofa leather", 0.5), ("sofa corner leather", 0), ("sofa", 0),
        ("headphones", 0), ("leather black", 0),
    ])
    func adjacency(_ text: String, _ share: Double) throws {
        let hit = try #require(
            try Shop(titles: ["black leather corner sofa, headphones"]).search(WordQuery(text)).first)
        #expect(hit.evidence.adjacency == share)
    }

    @Test func aJoinedCompoundIsAdjacent() throws {
        let hit = try #require(try Shop(titles: ["sony headphones"]).search(WordQuery("head phones")).first)
        #expect(hit.evidence.adjacency == 1)
        #expect(hit.evidence.coverage == 1)
    }

    @Test func matchedWordsAreMarkedInTheTitle() throws {
        let title = "Größe Sofás 🛋️ & corner SOFA"
        let shop = try Shop(titles: [title])
        let hit = try #require(try shop.search(WordQuery("sofa corner")).first)
        let marked = try shop.database.read { db in
            try WordHighlights(db).ranges(hit, field: .title, in: title).map { String(title[$0]) }
        }
        #expect(marked == ["Sofás", "corner", "SOFA"])
    }

    @Test func snippetsShowTheMatches() throws {
        let text = (1...60).map { "w\($0)x" }.joined(separator: " ") + " leather sofa end"
        let shop = try Shop([WordDocument(title: "t", description: text)])
        let hit = try #require(try shop.search(WordQuery("leather sofa")).first)
        let snippet = try shop.database.read {
            try WordHighlights($0).snippet(hit, field: .description, of: text, words: 5)
        }
        #expect(snippet.text == "… w58x w59x w60x leather sofa …")
        #expect(snippet.ranges.map { String(snippet.text[$0]) } == ["leather", "sofa"])
    }

    @Test func aTableInMemoryScoresJudgedTitles() throws {
        let corpus = try WordCorpus([
            WordDocument(title: "cordless drill 18v"), WordDocument(title: "drill bits"),
            WordDocument(title: "garden hose"),
        ])
        let hits = try corpus.search(WordQuery("cordless drill"))
        #expect(hits.map(\.rowID) == [0, 1])
        #expect(try corpus.search(WordQuery("cordless drill"), among: [1, 2]) == [hits[1]])
        #expect(try corpus.search(WordQuery("cordless drill"), among: [-1, 99]).isEmpty)
        let byCoverage = try corpus.search(
            WordQuery("cordless drill"), scoring: WordScoring(coverageShare: 1))
        #expect(byCoverage[1].score < hits[1].score)
    }
}
