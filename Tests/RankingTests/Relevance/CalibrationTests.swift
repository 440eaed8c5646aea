import SoukCatalog
import Foundation
import Testing

import SoukRanking

struct CalibrationTests {
    /// Scores whose true probability is logistic in the score.
    private func examples(_ count: Int, slope: Double, offset: Double) -> [(score: Double, isRelevant: Bool)]
    {
        var generator = SplitMix64(seed: 21)
        return (0..<count).map { _ in
            let score = Double.random(in: -3...5, using: &generator)
            let probability = 1 / (1 + exp(-(slope * score + offset)))
            return (score, Double.random(in: 0...1, using: &generator) < probability)
        }
    }

    @Test(arguments: [(2.0, -1.0), (0.5, 0.3), (8, -6)])
    func findsTheCurveThatMadeTheExamples(slope: Double, offset: Double) throws {
        let curve = try PlattScaling.fit(examples(20_000, slope: slope, offset: offset))
        for score in stride(from: -3.0, through: 5, by: 0.5) {
            let truth = 1 / (1 + exp(-(slope * score + offset)))
            #expect(abs(curve.probability(score) - truth) < 0.03)
        }
    }

    @Test func separableExamplesStayFinite() throws {
        let curve = try PlattScaling.fit([(0, false), (1, false), (2, true), (3, true)])
        #expect(curve.slope.isFinite && curve.slope > 0)
        #expect(curve.probability(3) > 0.5)
        #expect(curve.probability(0) < 0.5)
        #expect(curve.probability(1e300).isFinite)
    }

    @Test func equalScoresGiveTheShare() throws {
        let curve = try PlattScaling.fit([(1, false), (1, false), (1, false), (1, true)])
        #expect(abs(curve.probability(1) - 0.35) < 0.1)
    }

    @Test func cutoffKeepsItsPrecision() throws {
        let examples = examples(5000, slope: 2, offset: -2)
        let calibration = try RelevanceCalibration.fit(examples, precision: 0.9, fusion: "f")
        let shown = examples.filter { calibration.isRelevant($0.score) }
        let precision = Double(shown.count { $0.isRelevant }) / Double(shown.count)
        #expect(precision >= 0.9)
        #expect(abs(precision - calibration.precision) < 1e-9)
        #expect(calibration.recall > 0.5)
        #expect(abs(calibration.prior - Double(examples.count { $0.isRelevant }) / 5000) < 1e-9)
    }

    @Test func oneKindOfExamplesIsAnError() {
        #expect(throws: RankingError.self) { try PlattScaling.fit([(1, true), (2, true)]) }
        #expect(throws: RankingError.self) { try PlattScaling.fit([]) }
        #expect(throws: RankingError.self) { try PlattScaling.fit([(.nan, true), (1, false)]) }
    }
}
