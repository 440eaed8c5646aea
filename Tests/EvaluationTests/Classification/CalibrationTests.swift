import Foundation
import SoukCatalog
import Testing

import SoukEvaluation

@Suite struct TemperatureScalingTests {
    @Test(arguments: MetricsCase.all.filter { $0.name != "all ties" })
    func agreesWithTheReference(_ reference: MetricsCase) throws {
        let fitted = try TemperatureScaling.fit(logits: reference.logits, labels: reference.labels)
        #expect(abs(fitted.temperature / reference.temperature - 1) < 1e-3)
    }

    @Test(arguments: MetricsCase.all)
    func neverRaisesTheLossAndKeepsTheOrder(_ reference: MetricsCase) throws {
        let fitted = try TemperatureScaling.fit(logits: reference.logits, labels: reference.labels)
        let before = ClassificationMetrics(try reference.predictions())
        let after = try ClassificationMetrics(
            probabilities: fitted.apply(logits: reference.logits), labels: reference.labels,
            classes: reference.classes)
        #expect(after.logLoss <= before.logLoss + 1e-9)
        #expect(after.accuracy == before.accuracy)
    }

    @Test func recoversAKnownTemperature() throws {
        var generator = SplitMix64(seed: 3)
        var logits: [[Float]] = []
        var labels: [Int] = []
        for _ in 0..<4_000 {
            let row = (0..<3).map { _ in Float.random(in: -2...2, using: &generator) }
            let truth = TemperatureScaling.none.apply(logits: row)
            let draw = Float.random(in: 0..<1, using: &generator)
            labels.append(draw < truth[0] ? 0 : draw < truth[0] + truth[1] ? 1 : 2)
            logits.append(row.map { $0 * 2.5 })
        }
        let fitted = try TemperatureScaling.fit(logits: logits, labels: labels)
        #expect(abs(fitted.temperature - 2.5) < 0.2)
    }

    @Test func aModelThatIsAlwaysRightStaysWithinTheRange() throws {
        let fitted = try TemperatureScaling.fit(logits: [[4, 0], [0, 4]], labels: [0, 1])
        #expect((0.05...0.2).contains(fitted.temperature))
    }

    @Test func hugeLogitsGiveFiniteProbabilities() {
        let row = TemperatureScaling(temperature: 0.05).apply(logits: [3e38, -3e38, 0])
        #expect(row.allSatisfy { $0.isFinite })
        #expect(abs(row.reduce(0, +) - 1) < 1e-6)
    }

    @Test func badLogitsAreRefused() {
        #expect(throws: EvaluationError.self) { try TemperatureScaling.fit(logits: [], labels: []) }
        #expect(throws: EvaluationError.self) {
            try TemperatureScaling.fit(logits: [[.nan, 1]], labels: [0])
        }
        #expect(throws: EvaluationError.self) { try TemperatureScaling.fit(logits: [[1, 2]], labels: [2]) }
    }
}

@Suite struct AbstentionThresholdTests {
    /// Two classes; the confidence of class 0, and whether that is right.
    private func predictions(_ rows: [(Float, Bool)]) throws -> Predictions {
        try Predictions(
            probabilities: rows.map { [$0.0, 1 - $0.0] }, labels: rows.map { $0.1 ? 0 : 1 },
            classes: ["a", "b"])
    }

    @Test func isTheSmallestThatReachesTheTarget() throws {
        let found = try predictions([(0.9, true), (0.8, true), (0.8, false), (0.7, true), (0.6, false)])
        let fitted = AbstentionThreshold.fit(found, target: 0.75, minimumAccepted: 1)
        #expect(fitted.threshold == Double(Float(0.7)))
        #expect(fitted.precision == 0.75)
        #expect(fitted.coverage == 0.8)
        #expect(fitted.accepts(confidence: 0.7) && !fitted.accepts(confidence: 0.69))
    }

    @Test func equalConfidencesAreAcceptedTogether() throws {
        let found = try predictions([(0.9, true), (0.9, false), (0.6, false)])
        #expect(AbstentionThreshold.fit(found, target: 0.9, minimumAccepted: 1).threshold == nil)
    }

    @Test func unreachableTargetsAcceptNothingAndSaySo() throws {
        let found = try predictions([(0.9, false), (0.8, false)])
        let fitted = AbstentionThreshold.fit(found)
        #expect(fitted.threshold == nil && fitted.coverage == 0)
        #expect(!fitted.accepts(confidence: 1))
        #expect(fitted.description.contains("no threshold"))
    }

    @Test func fewExamplesAreNoEvidence() throws {
        let found = try predictions([(0.99, true)] + .init(repeating: (0.6, false), count: 20))
        #expect(AbstentionThreshold.fit(found, target: 0.9).threshold == nil)
    }

    @Test func survivesJSON() throws {
        let found = try predictions([(0.9, true), (0.7, true), (0.6, false)])
        let fitted = AbstentionThreshold.fit(found, minimumAccepted: 1)
        let copy = try JSONDecoder().decode(
            AbstentionThreshold.self, from: JSONEncoder.report.encode(fitted))
        #expect(copy == fitted && copy.accepts(confidence: 0.7))
    }
}
