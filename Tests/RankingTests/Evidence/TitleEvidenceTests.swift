import SoukCatalog
import Testing

@testable import SoukRanking

@Suite struct TitleEvidenceTests {
    private static let titles = [
        "Oak dining table with 4 chairs", "Oak bedside table", "Table cloth for oak table",
        "Garden chair 60 cm", "Garden chair 80 cm", "Glass coffee table",
    ]

    private func evidence(_ query: String, _ title: String, shop: [String] = titles) -> FusionFeatures {
        var features = FusionFeatures()
        var evidence = TitleEvidence(query: query, statistics: TermStatistics(shop.map(Term.read)))
        evidence.add(title: Term.read(title), to: &features)
        return features
    }

    @Test func theHeadIsWhatIsSold() {
        #expect(evidence("oak table", "Oak bedside table")[.head] == 1)
        #expect(evidence("oak table", "Table cloth for oak table")[.head] == 0)
        #expect(evidence("table with chairs", "Oak dining table with 4 chairs")[.head] == 1)
        #expect(evidence("60 cm", "Garden chair 60 cm")[.head] == nil)
    }

    @Test func measuresAgreeContradictOrAreAbsent() {
        #expect(evidence("chair 60cm", "Garden chair 60 cm")[.measures] == 1)
        #expect(evidence("chair 60cm", "Garden chair 80 cm")[.measures] == -1)
        #expect(evidence("chair 60cm", "Garden chair")[.measures] == 0)
        #expect(evidence("chair", "Garden chair 80 cm")[.measures] == nil)
    }

    @Test func rareTermsWeighMore() throws {
        let oak = try #require(evidence("glass table", "Oak bedside table")[.rareTerms])
        let glass = try #require(evidence("glass table", "Glass bowl")[.rareTerms])
        #expect(glass > oak)
        #expect(evidence("glass table", "Glass coffee table")[.rareTerms] == 1)
        #expect(evidence("glass table", "Glass coffee table")[.missingTerm] == 0)
    }

    @Test(arguments: [("", "Oak table"), ("🛋️", "Oak table"), ("oak", ""), ("!!", "??")])
    func nothingToGoByAddsNothing(_ query: String, _ title: String) {
        #expect(evidence(query, title) == FusionFeatures())
    }

    @Test func onlyStopWordsStillMatchThemselves() {
        #expect(evidence("the of", "The of table")[.terms] == 1)
    }

    /// Bounded, whatever the texts; and the same in a shop that is ten times as large.
    @Test func signalsKeepTheirScale() {
        var generator = SplitMix64(seed: 5)
        let words = ["oak", "table", "chair", "60", "cm", "with", "glass", "red", "4", "ft", "sofabed", "🛋️"]
        let large = (0..<10).flatMap { _ in Self.titles }
        for _ in 0..<300 {
            let draw = { (most: Int) in
                (0..<Int.random(in: 1...most, using: &generator)).map { _ in
                    words.randomElement(using: &generator) ?? ""
                }.joined(separator: " ")
            }
            let (query, title) = (draw(5), draw(9))
            let small = evidence(query, title)
            for feature in FusionFeature.titleEvidence where feature != .missingTerm {
                guard let value = small[feature] else { continue }
                #expect((-1.000_001...1.000_001).contains(value), "\(feature) of \(query) in \(title)")
                let inLarge = evidence(query, title, shop: large)[feature] ?? .nan
                #expect(abs(inLarge - value) < 0.25, "\(feature) of \(query) in \(title)")
            }
        }
    }
}
