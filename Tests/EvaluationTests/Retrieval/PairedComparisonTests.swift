import Foundation
import SoukCatalog
import Testing

import SoukEvaluation

@Suite struct PairedComparisonTests {
    private func noise(_ count: Int, seed: UInt64, shift: Double = 0) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in Double.random(in: 0...1, using: &generator) + shift }
    }

    @Test func theIntervalIsThatOfTheNormalApproximation() {
        let values = noise(400, seed: 1)
        let figures = QueryFigures(values)
        let variance = values.reduce(0) { $0 + ($1 - figures.mean) * ($1 - figures.mean) } / 400
        let expected = 2 * 1.96 * (variance / 400).squareRoot()
        let estimate = figures.estimate(resamples: 2_000)
        #expect(estimate.lower < figures.mean && figures.mean < estimate.upper)
        #expect(abs((estimate.upper - estimate.lower) / expected - 1) < 0.1)
        #expect(figures.estimate(resamples: 2_000) == estimate)
        #expect(figures.estimate(resamples: 2_000, seed: 1) != estimate)
    }

    @Test func pairingSeesWhatSeparateIntervalsCannot() throws {
        let base = noise(200, seed: 2)
        let wobble = noise(200, seed: 3)
        let better = QueryFigures(zip(base, wobble).map { $0 + 0.02 + ($1 - 0.5) * 0.05 })
        let old = QueryFigures(base)
        #expect(better.estimate().lower < old.estimate().upper, "apart, they overlap")
        let comparison = try PairedComparison(better, old)
        #expect(comparison.difference.isAboveZero && comparison.isBetterBeyondNoise)
        let reversed = try PairedComparison(old, better)
        #expect(reversed.isWorseBeyondNoise && !reversed.isBetterBeyondNoise)
        #expect(reversed.wins == comparison.losses && reversed.losses == comparison.wins)
    }

    /// Two systems of equal quality: a test at 5 % may cry wolf in about 5 % of all cases, not more.
    @Test func chanceSeldomLooksLikeADifference() throws {
        let alarms = try (0..<200).count { seed in
            let first = QueryFigures(noise(60, seed: UInt64(seed) * 2 + 100))
            let second = QueryFigures(noise(60, seed: UInt64(seed) * 2 + 101))
            return try PairedComparison(first, second, resamples: 200).isWorseBeyondNoise
        }
        #expect(alarms <= 12)
    }

    @Test func signTestByHand() throws {
        // Five wins, no loss: 2 * (1/2)^5; three against one: 2 * (1 + 4) / 16.
        let five = try PairedComparison(
            QueryFigures([1, 1, 1, 1, 1, 0]), QueryFigures([0, 0, 0, 0, 0, 0]))
        #expect(abs(five.signP - 0.0625) < 1e-9)
        #expect((five.wins, five.losses, five.ties) == (5, 0, 1))
        let mixed = try PairedComparison(QueryFigures([1, 1, 1, 0]), QueryFigures([0, 0, 0, 1]))
        #expect(abs(mixed.signP - 0.625) < 1e-9)
    }

    @Test func permutationByHand() throws {
        // Of the 2^3 signs of (1, 1, 1), two give a sum as large as 3.
        let comparison = try PairedComparison(
            QueryFigures([1, 1, 1]), QueryFigures([0, 0, 0]), resamples: 20_000)
        #expect(abs(comparison.permutationP - 0.25) < 0.02)
    }

    @Test func theSameSystemIsNeitherBetterNorWorse() throws {
        let figures = QueryFigures(noise(30, seed: 4))
        let comparison = try PairedComparison(figures, figures)
        #expect(!comparison.isBetterBeyondNoise && !comparison.isWorseBeyondNoise)
        #expect(comparison.difference == Estimate(mean: 0, lower: 0, upper: 0))
        #expect(comparison.permutationP == 1 && comparison.signP == 1)
    }

    @Test func fewOrNoQueriesAreNoTrap() throws {
        let none = QueryFigures([])
        #expect(none.mean == 0)
        #expect(try !PairedComparison(none, none).isWorseBeyondNoise)
        #expect(QueryFigures([0.5]).estimate() == Estimate(mean: 0.5, lower: 0.5, upper: 0.5))
        #expect(throws: EvaluationError.self) { try PairedComparison(none, QueryFigures([1])) }
    }
}
