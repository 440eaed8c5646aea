import Testing

import SoukEmbeddedSearch
import SoukSearch

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
}
