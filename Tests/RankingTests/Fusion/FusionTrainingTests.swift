import SoukCatalog
import Foundation
import Testing

@testable import SoukRanking

struct FusionTrainingTests {
    /// Two useful signals, one of them saturating and often absent, and one of pure noise.
    private func queries(_ count: Int, seed: UInt64) throws -> [JudgedCandidates] {
        var generator = SplitMix64(seed: seed)
        return try (0..<count).map { _ in
            var (features, gains) = ([FeatureValues](), [Double]())
            for _ in 0..<12 {
                let words = Double.random(in: 0...1, using: &generator)
                let photo = Double.random(in: 0...1, using: &generator)
                let hasPhoto = Double.random(in: 0...1, using: &generator) < 0.7
                var candidate = FeatureValues([.bm25: words, .age: .random(in: 0...9, using: &generator)])
                if hasPhoto { candidate[.photoVector] = photo }
                let noise = Double.random(in: -0.2...0.2, using: &generator)
                let use = min(words, 0.5) * 2 + (hasPhoto ? photo : 0.5) + noise
                features.append(candidate)
                gains.append(use > 1.5 ? 2 : use > 1.1 ? 1 : 0)
            }
            return try JudgedCandidates(features: features, gains: gains)
        }
    }

    private func meanNDCG(_ queries: [JudgedCandidates], _ score: (FeatureValues) -> Double) -> Double {
        let usable = queries.filter(\.isInformative)
        return usable.reduce(0) {
            $0 + DiscountedGain.normalised(gains: $1.gains, scores: $1.features.map(score))
        } / Double(usable.count)
    }

    private let signals: [(RankingFeature, ResponseCurve.Direction)] = [
        (.bm25, .rising), (.photoVector, .rising), (.age, .falling),
    ]

    @Test(arguments: FusionLoss.allCases)
    func learnedFusionBeatsEachSignalOnNewQueries(loss: FusionLoss) throws {
        var training = FusionTraining()
        training.loss = loss
        training.epochs = 12
        let model = try training.fit(queries(120, seed: 1), features: signals)
        let fresh = try queries(80, seed: 2)
        let learned = meanNDCG(fresh, model.score)
        #expect(learned > meanNDCG(fresh) { $0[.bm25] ?? 0 } + 0.03)
        #expect(learned > meanNDCG(fresh) { $0[.photoVector] ?? 0.5 } + 0.03)
        #expect(model.training?.queries ?? 0 > 100)
        for part in model.parts {
            let (values, isRising) = (part.curve.values, part.curve.direction == .rising)
            #expect(zip(values, values.dropFirst()).allSatisfy { isRising ? $0 <= $1 : $0 >= $1 })
        }
    }

    @Test func equalSeedsLearnEqualModels() throws {
        var training = FusionTraining()
        training.epochs = 3
        let examples = try queries(40, seed: 3)
        let (one, two) = try (
            training.fit(examples, features: signals), training.fit(examples, features: signals)
        )
        #expect(one == two)
        #expect(try one.identity == two.identity)
    }

    /// The gradient of a loss that is known in closed form is that of finite differences.
    @Test func softmaxGradientIsTheDerivative() {
        let (scores, gains) = ([0.3, -1.2, 2.0, 0.1], [0.0, 1, 2, 0])
        let target = FusionLoss.softmax(gains.map { 2 * $0 })
        func loss(_ scores: [Double]) -> Double {
            -zip(target, FusionLoss.softmax(scores)).reduce(0) { $0 + $1.0 * log($1.1) }
        }
        let gradient = FusionLoss.softmax.gradient(scores: scores, gains: gains)
        for index in scores.indices {
            var (up, down) = (scores, scores)
            up[index] += 1e-5
            down[index] -= 1e-5
            #expect(abs((loss(up) - loss(down)) / 2e-5 - gradient[index]) < 1e-6)
        }
    }

    @Test func nothingToLearnIsAnError() throws {
        let flat = try JudgedCandidates(
            features: [FeatureValues([.bm25: 1]), FeatureValues([.bm25: 0])], gains: [1, 1])
        #expect(throws: RankingError.self) { try FusionTraining().fit([flat], features: signals) }
        #expect(throws: RankingError.self) { try FusionTraining().fit([], features: signals) }
        #expect(throws: RankingError.self) { try JudgedCandidates(features: [], gains: [1]) }
        #expect(throws: RankingError.self) {
            try JudgedCandidates(features: [FeatureValues()], gains: [.nan])
        }
    }

    @Test func isotonicFitIsTheBestNonDecreasingSequence() {
        var generator = SplitMix64(seed: 5)
        for _ in 0..<200 {
            let values = (0..<6).map { _ in Double.random(in: -1...1, using: &generator) }
            let fitted = Isotonic.fit(values)
            #expect(zip(fitted, fitted.dropFirst()).allSatisfy { $0 <= $1 })
            let error = zip(values, fitted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            for _ in 0..<50 {
                let other = (0..<6).map { _ in Double.random(in: -1...1, using: &generator) }.sorted()
                #expect(zip(values, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } >= error)
            }
        }
    }
}
