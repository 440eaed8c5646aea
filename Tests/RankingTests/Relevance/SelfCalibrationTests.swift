import SoukCatalog
import Foundation
import SoukEmbeddedSearch
import Testing

@testable import SoukRanking

struct SelfCalibrationTests {
    private static let kinds: [(category: [String], names: [String], words: [String])] = [
        (["Home", "Sofas"], ["sofa", "couch"], ["leather", "corner", "velvet", "cosy"]),
        (["Sports", "Bicycles"], ["bicycle", "bike"], ["road", "mountain", "folding", "steel"]),
        (["Phones", "Mobile"], ["phone", "mobile"], ["unlocked", "android", "boxed", "dual"]),
    ]

    private func market() throws -> (index: ListingIndex, folder: URL) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-\(UUID().uuidString)")
        let index = try ListingIndex.create(at: folder, model: TinyMarket.model)
        var generator = SplitMix64(seed: 4)
        try index.upsert(
            (0..<90).map { number in
                let kind = Self.kinds[number % 3]
                let words =
                    kind.words.shuffled(using: &generator).prefix(2) + [kind.names[number % 2], "sale"]
                let title = words.joined(separator: " ")
                return IndexedListing(
                    id: "\(number)", title: title, categoryPath: kind.category,
                    vectors: [.fused: TinyMarket.vector(title), .text: TinyMarket.vector(title)])
            })
        return (index, folder)
    }

    @Test func whatNobodySellsIsCalledSo() async throws {
        let (index, folder) = try market()
        defer { try? FileManager.default.removeItem(at: folder) }
        let untuned = try SearchEngine(index: index, encoder: TinyMarket.encoder(), gazetteer: nil)
        let calibration = try await untuned.calibrate(queries: 60)
        #expect(calibration.precision >= 0.8)
        #expect(calibration.recall > 0.5)
        #expect(calibration.examples > 100)
        var tuning = SearchTuning()
        tuning.calibration = calibration
        try tuning.save(to: folder)
        #expect(try SearchTuning.load(from: folder, for: TinyMarket.model) == tuning)
        let engine = try SearchEngine(
            index: index, encoder: TinyMarket.encoder(), tuning: tuning, gazetteer: nil)
        #expect(try await engine.search(SearchRequest("leather sofa")).verdict == .relevant)
        #expect(try await engine.search(SearchRequest("folding bike")).verdict == .relevant)
        #expect(try await engine.search(SearchRequest("nuclear submarine")).verdict == .nothingRelevant)
    }

    @Test func equalSeedsCalibrateEqually() async throws {
        let (index, folder) = try market()
        defer { try? FileManager.default.removeItem(at: folder) }
        let engine = try SearchEngine(index: index, encoder: nil, gazetteer: nil)
        let (one, two) = (try await engine.calibrate(queries: 30), try await engine.calibrate(queries: 30))
        #expect(one == two)
    }

    @Test func anEmptyIndexHasNothingToLearnFrom() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let engine = try SearchEngine(index: ListingIndex.create(at: folder, model: .none), gazetteer: nil)
        await #expect(throws: RankingError.self) { try await engine.calibrate() }
        #expect(try await engine.search(SearchRequest("sofa")).results.isEmpty)
    }

    /// A calibration of other scores says nothing about these.
    @Test func aCalibrationOfAnotherFusionIsNotUsed() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var tuning = SearchTuning()
        tuning.calibration = try RelevanceCalibration.fit([(0, false), (1, true)], fusion: "another")
        try tuning.save(to: folder)
        #expect(try SearchTuning.load(from: folder, for: TinyMarket.model).calibration == nil)
        #expect(try SearchTuning.load(from: folder.appendingPathComponent("none"), for: TinyMarket.model) == SearchTuning())
    }
}
