import Testing

import SoukEmbeddedSearch
import SoukSearch

@Suite struct WordEvidenceTests {
    @Test func matchesSayHowTermsWereMet() throws {
        let shop = try Shop([
            WordDocument(
                title: "big brown leather sofas with couch", description: "grey", categories: "furniture"),
            WordDocument(title: "table"),
        ])
        let hit = try #require(
            try shop.search(WordQuery("lether sofa settee furniture lamp", synonyms: .marketplace)).first)
        #expect(hit.evidence.coverage > 0 && hit.evidence.coverage < 1)
        #expect(hit.matches.contains { $0.word == "sofas" && $0.how == .stem && $0.term == "sofa" })
        #expect(hit.matches.contains { $0.word == "leather" && $0.how == .typo && $0.term == "lether" })
        #expect(hit.matches.contains { $0.how == .synonym && $0.term == "settee" })
        #expect(
            hit.matches.contains { $0.field == .categories && $0.how == .exact && $0.term == "furniture" })
        #expect(!hit.matches.contains { $0.term == "lamp" })
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
