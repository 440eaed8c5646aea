import SoukCatalog
import Testing

import SoukEvaluation

@Suite struct QualityGateTests {
    private func figures(_ count: Int, seed: UInt64, shift: Double = 0) -> QueryFigures {
        var generator = SplitMix64(seed: seed)
        return QueryFigures(
            (0..<count).map { _ in min(1, max(0, Double.random(in: 0.2...0.8, using: &generator) + shift)) })
    }

    @Test(arguments: [
        (-0.1, GateVerdict.Decision.worse, false), (0, .noDifference, true), (0.1, .better, true),
    ])
    func worseIsRefused(_ shift: Double, _ decision: GateVerdict.Decision, _ isPassed: Bool) throws {
        let old = figures(200, seed: 1)
        let new = QueryFigures(
            zip(old.values, figures(200, seed: 2).values).map { $0 + shift + ($1 - 0.5) * 0.2 })
        let verdict = try QualityGate().judge(figure: "ndcg@10", old: old, new: new)
        #expect(verdict.decision == decision && verdict.isPassed == isPassed)
        #expect(verdict.queries == 200 && verdict.text.hasPrefix("ndcg@10 "))
    }

    @Test func theFirstModelHasNothingToBeWorseThan() throws {
        let verdict = try QualityGate().judge(figure: "ndcg@10", old: nil, new: figures(3, seed: 1))
        #expect(verdict.decision == .first && verdict.isPassed)
    }

    @Test func fewQueriesTellNothing() throws {
        let verdict = try QualityGate().judge(
            figure: "ndcg@10", old: figures(19, seed: 1), new: figures(19, seed: 1, shift: 0.2))
        #expect(verdict.decision == .tooFewQueries && !verdict.isPassed)
    }

    @Test func otherQueriesCannotBeCompared() {
        #expect(throws: EvaluationError.self) {
            try QualityGate().judge(figure: "x", old: figures(20, seed: 1), new: figures(21, seed: 1))
        }
    }

    /// Equal quality passes in nearly all draws; a loss of a tenth passes in none.
    @Test func noiseSeldomStopsAModel() throws {
        let refused = try (0..<100).count { seed in
            let verdict = try QualityGate(resamples: 200).judge(
                figure: "x", old: figures(80, seed: UInt64(seed) * 2),
                new: figures(80, seed: UInt64(seed) * 2 + 1))
            return !verdict.isPassed
        }
        #expect(refused <= 8)
        let missed = try (0..<50).count { seed in
            try QualityGate(resamples: 200).judge(
                figure: "x", old: figures(80, seed: UInt64(seed) * 2 + 500),
                new: figures(80, seed: UInt64(seed) * 2 + 501, shift: -0.15)
            ).isPassed
        }
        #expect(missed == 0)
    }
}
