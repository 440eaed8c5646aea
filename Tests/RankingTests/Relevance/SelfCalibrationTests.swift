import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukTestSupport
import SoukMemorySearch
import SoukSearch
import Testing

import SoukRanking

struct SelfCalibrationTests {
    private static let kinds: [(category: [String], names: [String], words: [String])] = [
        (["Home", "Sofas"], ["sofa", "couch"], ["leather", "corner", "velvet", "cosy"]),
        (["Sports", "Bicycles"], ["bicycle", "bike"], ["road", "mountain", "folding", "steel"]),
        (["Phones", "Mobile"], ["phone", "mobile"], ["unlocked", "android", "boxed", "dual"]),
    ]

    private static let generations = EmbeddedGenerations(root: FileManager.default.temporaryDirectory)

    private func generation() async throws -> (all: MemoryGenerations, name: String) {
        let generations = MemoryGenerations()
        let built = try await generations.build(TinyMarket.model, madeBy: "test") { draft in
            try await draft.add([IndexedListing(id: "1", title: "lamp")])
        }
        return (generations, built.name)
    }

    private func load(_ generation: (all: MemoryGenerations, name: String)) async throws -> SearchTuning {
        try await SearchTuning.load(from: generation.all, generation.all.open(generation.name))
    }

    private func market() async throws -> any SearchEngine {
        let index = try await Self.generations.scratch(TinyMarket.model)
        var generator = SplitMix64(seed: 4)
        try await index.upsert(
            (0..<90).map { number in
                let kind = Self.kinds[number % 3]
                let words =
                    kind.words.shuffled(using: &generator).prefix(2) + [kind.names[number % 2], "sale"]
                let title = words.joined(separator: " ")
                return IndexedListing(
                    id: "\(number)", title: title, categoryPath: kind.category,
                    vectors: [.fused: TinyMarket.vector(title), .text: TinyMarket.vector(title)])
            })
        return index
    }

    @Test func whatNobodySellsIsCalledSo() async throws {
        let index = try await market()
        let untuned = try await SearchPipeline(engine: index, encoder: TinyMarket.encoder(), gazetteer: nil)
        let calibration = try await untuned.calibrate(queries: 60)
        #expect(calibration.precision >= 0.8)
        #expect(calibration.recall > 0.5)
        #expect(calibration.examples > 100)
        var tuning = SearchTuning()
        tuning.calibration = calibration
        let generation = try await generation()
        try await tuning.save(to: generation.all, generation.name)
        #expect(try await load(generation) == tuning)
        let engine = try await SearchPipeline(
            engine: index, encoder: TinyMarket.encoder(), tuning: tuning, gazetteer: nil)
        #expect(try await engine.search(SearchRequest("leather sofa")).verdict == .relevant)
        #expect(try await engine.search(SearchRequest("folding bike")).verdict == .relevant)
        #expect(try await engine.search(SearchRequest("nuclear submarine")).verdict == .nothingRelevant)
    }

    @Test func equalSeedsCalibrateEqually() async throws {
        let index = try await market()
        let engine = try await SearchPipeline(engine: index, encoder: nil, gazetteer: nil)
        let (one, two) = (try await engine.calibrate(queries: 30), try await engine.calibrate(queries: 30))
        #expect(one == two)
    }

    @Test func anEmptyIndexHasNothingToLearnFrom() async throws {
        let engine = try await SearchPipeline(engine: Self.generations.scratch(.none), gazetteer: nil)
        await #expect(throws: RankingError.self) { try await engine.calibrate() }
        #expect(try await engine.search(SearchRequest("sofa")).results.isEmpty)
    }

    /// A calibration of other scores says nothing about these.
    @Test func aCalibrationOfAnotherFusionIsNotUsed() async throws {
        let generation = try await generation()
        var tuning = SearchTuning()
        tuning.calibration = try RelevanceCalibration.fit([(0, false), (1, true)], fusion: "another")
        #expect(try await load(generation) == SearchTuning())
        try await tuning.save(to: generation.all, generation.name)
        #expect(try await load(generation).calibration == nil)
    }
}
