import SoukCatalog
import SoukSearch
import Testing

@testable import SoukEmbeddedSearch

@Suite struct TitleEvidenceTests {
    private static let titles = [
        "Oak dining table with 4 chairs", "Oak bedside table", "Table cloth for oak table",
        "Garden chair 60 cm", "Garden chair 80 cm", "Glass coffee table",
    ]

    /// What one title says about a query, in a shop of others.
    private func evidence(
        _ query: String, _ title: String, shop titles: [String] = titles, synonyms: Synonyms = .none
    ) throws -> TitleEvidence? {
        let shop = try Shop(titles: titles + [title])
        let query = WordQuery(query, synonyms: synonyms)
        guard let scorer = shop.index.scorer(query) else { return nil }
        var matcher = TitleMatcher(scorer, query: query, analyzer: shop.index.analyzer)
        return matcher?.evidence(rowID: Int64(titles.count + 1))
    }

    @Test(arguments: [
        ("oak table", "Oak bedside table", true), ("oak table", "Table cloth for oak table", false),
        ("table with chairs", "Oak dining table with 4 chairs", true),
        ("red sofa", "Red sofa, can deliver", true), ("red sofa", "Red sofa cover", false),
        ("sofa cover", "Red sofa cover (new)", true), ("red sofa", "Red sofas - bargain", true),
        ("dining tables", "Oak table", true),
    ])
    func theHeadIsTheThingItself(_ query: String, _ title: String, _ isSame: Bool) throws {
        #expect(try evidence(query, title)?.hasSameHead == isSame)
    }

    @Test func whereThereAreOnlyNumbersThereIsNoHead() throws {
        #expect(try evidence("60", "Garden chair 60 cm")?.hasSameHead == nil)
        #expect(try evidence("chair", "123 456")?.hasSameHead == nil)
    }

    @Test(arguments: [
        ("chair 60cm", "Garden chair 60 cm", 1.0), ("chair 60cm", "Garden chair 80 cm", -1),
        ("chair 60 cm", "Garden chair", 0), ("pipe 3/4\"", "3/4 in. pipe", 1),
        ("timber 4ft", "Timber 4' long", 1), ("load 1,000 lbs", "Load of 1000 pounds", 1),
        ("timber 2 in. x 4 ft.", "Timber 2 in. x 8 ft.", 0),
    ])
    func measuresAgreeContradictOrAreAbsent(_ query: String, _ title: String, _ share: Double) throws {
        #expect(try evidence(query, title)?.measures == share)
    }

    @Test func aQueryWithoutNumbersHasNoMeasures() throws {
        #expect(try evidence("chair", "Garden chair 80 cm")?.measures == nil)
    }

    @Test func rareTermsWeighMore() throws {
        let oak = try #require(try evidence("glass oak table", "Oak bedside table"))
        let glass = try #require(try evidence("glass oak table", "Glass bedside table"))
        #expect(glass.coverage > oak.coverage)
        #expect(glass.missing < oak.missing)
        let both = try #require(try evidence("glass table", "Glass coffee table"))
        #expect(both.coverage == 1 && both.missing == 0 && both.strength == 1)
    }

    @Test func slipsSynonymsAndEndingsAreWeaker() throws {
        let exact = try #require(try evidence("table", "Glass table"))
        let ending = try #require(try evidence("tables", "Glass table"))
        let slip = try #require(try evidence("tabel", "Glass table"))
        let synonym = try #require(
            try evidence("settee", "Glass sofa", synonyms: Synonyms("sofa, settee")))
        #expect(exact.strength == 1)
        for weaker in [ending, slip, synonym] { #expect(weaker.strength > 0.4 && weaker.strength < 1) }
        #expect(synonym.hasSameHead == true)
    }

    @Test func whereTermsStand() throws {
        let close = try #require(try evidence("oak table", "Oak table for the garden"))
        let far = try #require(try evidence("oak table", "Lovely oak garden bench and table"))
        #expect(close.startsWithTerm && !far.startsWithTerm)
        #expect(close.opening > far.opening && close.density > far.density && close.focus > far.focus)
    }

    @Test(arguments: ["", "!!", "-"])
    func aTitleWithoutWordsSaysNothing(_ title: String) throws {
        #expect(try evidence("oak", title) == nil)
    }

    /// Bounded, whatever the texts.
    @Test func figuresKeepTheirScale() throws {
        var generator = SplitMix64(seed: 5)
        let words = [
            "oak", "table", "chair", "60", "cm", "with", "glass", "red", "4", "ft", "sofabed", "🛋️", "3/4\"",
            ",",
        ]
        for _ in 0..<150 {
            func draw(_ most: Int) -> String {
                (0..<Int.random(in: 1...most, using: &generator)).map { _ in
                    words.randomElement(using: &generator) ?? ""
                }.joined(separator: " ")
            }
            let (query, title) = (draw(5), draw(9))
            guard let found = try evidence(query, title) else { continue }
            for share in [
                found.strength, found.coverage, found.opening, found.density, found.letters, found.focus,
            ] {
                #expect((0...1.000_001).contains(share), "\(found) of \(query) in \(title)")
            }
            #expect(found.missing >= 0 && found.missing.isFinite)
            #expect((-1...1).contains(found.measures ?? 0))
        }
    }
}
