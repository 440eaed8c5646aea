import Foundation
import SoukCatalog
import Testing

import SoukEvaluation

@Suite struct BootstrapIntervalsTests {
    private func predictions(_ count: Int, seed: UInt64) throws -> Predictions {
        var generator = SplitMix64(seed: seed)
        let rows: [[Float]] = (0..<count).map { _ in
            let share = Float.random(in: 0...1, using: &generator)
            return [share, 1 - share]
        }
        let labels = (0..<count).map { _ in Int.random(in: 0...1, using: &generator) }
        return try Predictions(probabilities: rows, labels: labels, classes: ["a", "b"])
    }

    @Test func sameSeedSameIntervals() throws {
        let found = try predictions(60, seed: 1)
        let first = try BootstrapIntervals(found, resamples: 100, seed: 5)
        let again = try BootstrapIntervals(found, resamples: 100, seed: 5)
        let other = try BootstrapIntervals(found, resamples: 100, seed: 6)
        #expect(again == first && other != first)
    }

    @Test func aboutAsWideAsTheBinomialSaysAndAroundTheEstimate() throws {
        let found = try predictions(200, seed: 2)
        let accuracy = ClassificationMetrics(found).accuracy
        let interval = try BootstrapIntervals(found, resamples: 1_000).accuracy
        let expected = 2 * 1.96 * (accuracy * (1 - accuracy) / 200).squareRoot()
        #expect(interval.lower < accuracy && accuracy < interval.upper)
        #expect(abs((interval.upper - interval.lower) / expected - 1) < 0.15)
    }

    @Test func copiesOfAnExampleTellNothingNew() throws {
        let single = try predictions(50, seed: 3)
        let copied = try Predictions(
            probabilities: single.probabilities.flatMap { [$0, $0, $0, $0] },
            labels: single.labels.flatMap { [$0, $0, $0, $0] }, classes: single.classes)
        let listings = (0..<200).map { "listing \($0 / 4)" }
        let byListing = try BootstrapIntervals(copied, groups: listings, resamples: 300)
        let byPhoto = try BootstrapIntervals(copied, resamples: 300)
        let width = { (interval: BootstrapIntervals.Interval) in interval.upper - interval.lower }
        #expect(byListing.groups == 50 && byPhoto.groups == 200)
        let reference = try BootstrapIntervals(single, resamples: 300)
        #expect(byListing.accuracy == reference.accuracy)
        #expect(width(byPhoto.accuracy) < 0.7 * width(byListing.accuracy))
    }

    @Test func certaintyHasNoWidth() throws {
        let found = try Predictions(
            probabilities: .init(repeating: [1, 0], count: 9), labels: .init(repeating: 0, count: 9),
            classes: ["a", "b"])
        let intervals = try BootstrapIntervals(found, resamples: 20)
        #expect(intervals.accuracy == .init(lower: 1, upper: 1))
        #expect(intervals.logLoss == .init(lower: 0, upper: 0))
    }

    @Test func wrongArgumentsAreNamed() throws {
        let found = try predictions(3, seed: 1)
        #expect(throws: EvaluationError.self) { try BootstrapIntervals(found, groups: ["a"]) }
        #expect(throws: EvaluationError.self) { try BootstrapIntervals(found, resamples: 0) }
    }
}

@Suite struct BaselineTests {
    @Test func majorityAndRandomFollowTheTrainingLabels() throws {
        let all = try Baseline.all(training: [0, 0, 0, 1], evaluated: [0, 1, 1, 1], classes: 2)
        #expect(all.map(\.name) == ["majority class", "stratified random", "uniform random"])
        #expect(all.map(\.accuracy) == [0.25, 0.75 * 0.25 + 0.25 * 0.75, 0.5])
        let prior = -(0.25 * log(4.0 / 6) + 0.75 * log(2.0 / 6))
        #expect(abs(all[0].logLoss - prior) < 1e-12)
        #expect(all[0].logLoss == all[1].logLoss)
        #expect(abs(all[2].logLoss - log(2.0)) < 1e-12)
    }

    @Test func aClassUnknownToTrainingCostsNoInfinity() throws {
        let all = try Baseline.all(training: [0, 0], evaluated: [2], classes: 3)
        #expect(all.allSatisfy { $0.logLoss.isFinite })
        #expect(all[0].accuracy == 0)
    }

    @Test(arguments: [([], [0]), ([0], []), ([0], [2]), ([-1], [0])] as [([Int], [Int])])
    func badLabelsAreRefused(_ training: [Int], _ evaluated: [Int]) {
        #expect(throws: EvaluationError.self) {
            try Baseline.all(training: training, evaluated: evaluated, classes: 2)
        }
    }
}
