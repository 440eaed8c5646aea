import SoukCatalog
import Foundation
import Testing

import SoukRanking

struct FusionModelTests {
    private func randomFeatures(_ generator: inout SplitMix64) -> FeatureValues {
        var features = FeatureValues()
        for feature in RankingFeature.definitions.map(\.feature) where Bool.random(using: &generator) {
            features[feature] = Double.random(in: -2...3, using: &generator)
        }
        return features
    }

    @Test func `features of other versions keep their names and values`() {
        let other = RankingFeature(rawValue: "colour of the seller's hat")
        #expect(other.rawValue == "colour of the seller's hat")
        #expect(
            other == RankingFeature(rawValue: other.rawValue) && other != .bm25 && other.definition == nil)
        var values = FeatureValues([other: 2, .bm25: 0.5])
        #expect(values[other] == 2 && values[.bm25] == 0.5 && values[.age] == nil)
        values[other] = .nan
        values[.bm25] = .infinity
        #expect(values == FeatureValues())
        for definition in RankingFeature.definitions {
            #expect(RankingFeature(rawValue: definition.feature.rawValue) == definition.feature)
        }
    }

    @Test func breakdownSumsToTheScoreToTheLastBit() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<1000 {
            let features = randomFeatures(&generator)
            let breakdown = FusionModel.standard.breakdown(features)
            var sum = 0.0
            for part in breakdown.parts { sum += part.contribution }
            #expect(sum == breakdown.score)
            #expect(breakdown.score == FusionModel.standard.score(features))
            #expect(breakdown.parts.map(\.feature) == FusionModel.standard.parts.map(\.feature))
        }
    }

    @Test func breakdownSumsAfterJSON() throws {
        var generator = SplitMix64(seed: 8)
        for _ in 0..<100 {
            let breakdown = FusionModel.standard.breakdown(randomFeatures(&generator))
            let back = try JSONDecoder().decode(ScoreBreakdown.self, from: JSONEncoder().encode(breakdown))
            #expect(back.score == breakdown.score)
        }
    }

    @Test func notANumberIsAbsent() {
        let features = FeatureValues([.bm25: .nan, .coverage: .infinity])
        #expect(features[.bm25] == nil)
        #expect(features[.coverage] == nil)
        #expect(FusionModel.standard.score(features) == 0)
    }

    @Test(arguments: [(-5.0, 1.0), (0, 1), (1, 2), (2, 3), (3, 0), (9, 0), (2.5, 1.5)])
    func curveInterpolatesAndHoldsItsEnds(raw: Double, expected: Double) throws {
        let curve = try ResponseCurve([(0, 1), (2, 3), (3, 0)], absent: -1, direction: .free)
        #expect(curve.contribution(raw) == expected)
        #expect(curve.contribution(nil) == -1)
    }

    @Test func curveRefusesBadPoints() {
        let bad: [[(Double, Double)]] = [
            [], [(1, 0), (1, 2)], [(2, 0), (1, 0)], [(0, .nan)], [(.infinity, 0)],
        ]
        for points in bad {
            #expect(throws: RankingError.self) { try ResponseCurve(points.map { ($0.0, $0.1) }) }
        }
    }

    /// Raising a signal never lowers the score where the default curve rises, nor raises it where it falls.
    @Test func defaultsRunInTheirDirections() {
        for part in FusionModel.standard.parts {
            let steps = part.curve.values
            switch part.curve.direction {
            case .rising: #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 <= $1 }, "\(part.feature)")
            case .falling: #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 >= $1 }, "\(part.feature)")
            case .free: Issue.record("\(part.feature) has no direction")
            }
        }
    }

    @Test func counterfactualRankIsThatOfASortWithoutThePart() {
        var generator = SplitMix64(seed: 9)
        let breakdowns = (0..<60).map { _ in FusionModel.standard.breakdown(randomFeatures(&generator)) }
        let ranks = CounterfactualRanks(breakdowns)
        for breakdown in breakdowns {
            for feature in FusionModel.standard.parts.map(\.feature) {
                let own = breakdown.score(without: feature)
                let better = breakdowns.filter { $0.score(without: feature) > own }.count
                #expect(ranks.rank(of: breakdown, without: feature) == better + 1)
            }
        }
        #expect(ranks.rank(of: breakdowns[0], without: RankingFeature(rawValue: "nothing")) == nil)
    }
}
