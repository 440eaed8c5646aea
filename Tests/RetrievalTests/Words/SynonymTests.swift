import Foundation
import Testing

import SoukEmbeddedSearch
@testable import SoukSearch

@Suite struct SynonymTests {
    @Test func groupsHoldBothWaysAndArrowsOne() throws {
        let synonyms = try Synonyms(
            """
            # furniture
            sofa, couch, Settée   # three ways
            tv => television

            hoover, vacuum cleaner
            """)
        #expect(synonyms.alternatives(to: ["sofa"]) == [["couch"], ["settee"]])
        #expect(synonyms.alternatives(to: ["settee"]) == [["sofa"], ["couch"]])
        #expect(synonyms.alternatives(to: ["sofas"]) == [["couch"], ["settee"]])
        #expect(synonyms.alternatives(to: ["tv"]) == [["television"]])
        #expect(synonyms.alternatives(to: ["television"]).isEmpty)
        #expect(synonyms.alternatives(to: ["vacuum", "cleaner"]) == [["hoover"]])
        #expect(synonyms.alternatives(to: ["vacuum"]).isEmpty)
        #expect(Synonyms.none.alternatives(to: ["sofa"]).isEmpty)
    }

    @Test(arguments: [
        ("sofa, couch\nbed", 2), ("sofa,, couch", 1), ("\n\n=> tv", 3), ("a => b => c", 1), ("tv =>", 1),
        ("a, one two three four five", 1), ("🛋️, sofa", 1),
        ((1...17).map { "word\($0)" }.joined(separator: ","), 1),
    ])
    func errorsNameTheirLine(_ text: String, _ line: Int) {
        #expect {
            try Synonyms(text)
        } throws: { error in
            guard case SynonymError.malformed(let found, _, _)? = error as? SynonymError else { return false }
            return found == line && "\(error)".contains("line \(line)")
        }
    }

    @Test func aFileThatIsNotThereIsNamed() {
        let file = URL(fileURLWithPath: "/nowhere/synonyms.txt")
        #expect(throws: SynonymError.unreadable(path: "/nowhere/synonyms.txt")) {
            try Synonyms(contentsOf: file)
        }
    }

    @Test func theShippedListIsWellFormed() throws {
        #expect(try Synonyms(Synonyms.marketplaceText) == .marketplace)
        #expect(Synonyms.marketplace.alternatives(to: ["couches"]).contains(["sofa"]))
    }

    @Test(arguments: [
        ("sofa", [1, 2]), ("settee", [2, 1]), ("hoover", [3]), ("vacuum cleaner", [3]),
        ("vacuum cleaners", [3]),
        ("telly", [4]), ("coutch", [2, 1]),
    ])
    func otherWaysToSayItAreFound(_ text: String, _ rows: [Int64]) throws {
        let shop = try Shop(titles: ["grey sofa", "grey couch settee", "dyson hoover", "samsung television"])
        #expect(try shop.search(WordQuery(text, synonyms: .marketplace)).map(\.rowID) == rows)
    }

    @Test func aSynonymSaysSoAndWeighsLess() throws {
        let shop = try Shop(titles: ["grey sofa", "grey couch"])
        let hits = try shop.search(WordQuery("sofa", synonyms: .marketplace))
        #expect(hits.map(\.rowID) == [1, 2])
        #expect(hits[1].matches == [MatchedWord(term: "sofa", word: "couch", field: .title, how: .synonym)])
    }

    @Test(arguments: [
        ("washingmachine", [1]), ("washing machine", [1, 2]), ("head phones", [3, 4]),
        ("headphones", [3, 4]),
        ("carpet", [5]),
    ])
    func wordsWrittenTogetherOrApart(_ text: String, _ rows: [Int64]) throws {
        let shop = try Shop(titles: [
            "bosch washing machine", "machine for washing", "sony headphones", "head phones new",
            "red carpet",
            "car with pet", "shower head", "mobile phones",
        ])
        #expect(try shop.rows(text).filter { rows.contains($0) }.sorted() == rows)
        if text == "carpet" || text == "washingmachine" { #expect(try shop.rows(text) == rows) }
    }
}
