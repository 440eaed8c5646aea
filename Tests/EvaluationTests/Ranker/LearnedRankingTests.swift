import SoukCatalog
import Testing

@testable import SoukEvaluation
@testable import SoukRanking

@Suite struct LearnedRankingTests {
    /// Candidates whose gain is what the words say, the cross-encoder says, and noise.
    private static func examples(_ count: Int, seed: UInt64, weight: Double) throws -> [JudgedCandidates] {
        var random = SplitMix64(seed: seed)
        func draw() -> Double { Double.random(in: 0...1, using: &random) }
        return try (0..<count).map { _ in
            let drawn = (0..<6).map { _ in (words: draw(), read: draw(), noise: draw()) }
            return try JudgedCandidates(
                features: drawn.map {
                    FusionFeatures([.terms: $0.words, .crossEncoder: ($0.read - 0.5) * 6])
                }, gains: drawn.map { max(0, $0.words + weight * $0.read + 0.3 * $0.noise) })
        }
    }

    private static let signals = FusionModel(parts: [
        .init(.terms, ResponseCurve(knots: [0, 1], values: [0, 2], absent: -1, direction: .rising))
    ])

    private func ndcg(_ model: FusionModel, _ examples: [JudgedCandidates]) -> Double {
        examples.reduce(0) {
            $0 + DiscountedGain.normalised(gains: $1.gains, scores: $1.features.map(model.score))
        } / Double(examples.count)
    }

    @Test func aSecondStageThatKnowsMoreHelpsAndOneThatKnowsNothingDoesNotHurt() throws {
        for (weight, least) in [(1.0, 0.01), (0.0, -0.003)] {
            let model = try Self.signals.adding(
                crossEncoder: Self.examples(200, seed: 1, weight: weight))
            let fresh = try Self.examples(300, seed: 2, weight: weight)
            #expect(ndcg(model, fresh) - ndcg(Self.signals, fresh) > least, "weight \(weight)")
        }
    }

    @Test func theLedgerStaysExact() throws {
        let model = try Self.signals.adding(crossEncoder: Self.examples(100, seed: 3, weight: 1))
        #expect(model.parts.map(\.feature) == [.terms, .crossEncoder])
        for query in try Self.examples(20, seed: 4, weight: 1) {
            for features in query.features {
                let ledger = model.ledger(features)
                #expect(ledger.parts.reduce(0) { $0 + $1.contribution } == ledger.score)
                #expect(abs(ledger.score - model.score(features)) < 1e-12)
            }
        }
    }

    /// Scaling the first stage keeps its order, whatever the second says of what it has not read.
    @Test func theFirstStageIsOnlyScaled() throws {
        let model = try Self.signals.adding(crossEncoder: Self.examples(100, seed: 5, weight: 0.5))
        let first = Self.signals.parts[0].curve
        let second = model.parts[0].curve
        let factor = second.values[1] / first.values[1]
        #expect(factor > 0 && abs(second.absent - factor * first.absent) < 1e-12)
    }
}
