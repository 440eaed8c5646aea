import SoukCatalog
import Foundation
import Testing

@testable import SoukRanking

struct DiversityTests {
    @Test func oneResultForEachGroup() {
        let kept = DuplicateCollapse.collapse(groups: [3, nil, 3, 5, nil, 5, 3])
        #expect(
            kept == [
                .init(position: 0, others: [2, 6]), .init(position: 1, others: []),
                .init(position: 3, others: [5]), .init(position: 4, others: []),
            ])
        #expect(DuplicateCollapse.collapse(groups: []).isEmpty)
    }

    private func unit(_ degrees: Double) -> [Float] {
        [Float(cos(degrees * .pi / 180)), Float(sin(degrees * .pi / 180))]
    }

    @Test func anUnlikeResultPassesATwinOfAboutItsScore() {
        let order = MarginalRelevance(lambda: 0.7, depth: 10).order(
            relevance: [0.9, 0.89, 0.85], vectors: [unit(0), unit(1), unit(80)])
        #expect(order == [0, 2, 1])
    }

    @Test func aClearlyBetterTwinIsNotPassedOver() {
        let order = MarginalRelevance.standard.order(
            relevance: [0.9, 0.89, 0.2], vectors: [unit(0), unit(1), unit(80)])
        #expect(order == [0, 1, 2])
    }

    /// Against the definition, computed anew at each step.
    @Test func agreesWithTheDefinition() {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<50 {
            let count = Int.random(in: 0...12, using: &generator)
            let relevance = (0..<count).map { _ in Double.random(in: 0...1, using: &generator) }.sorted(by: >)
            let vectors: [[Float]?] = (0..<count).map { _ in
                Bool.random(using: &generator) ? unit(.random(in: 0...90, using: &generator)) : nil
            }
            let diversity = MarginalRelevance(lambda: .random(in: 0...1, using: &generator), depth: 8)
            var expected: [Int] = []
            while expected.count < min(8, count) {
                let value = { (candidate: Int) -> Double in
                    let likeness =
                        expected.map { chosen -> Double in
                            guard let a = vectors[chosen], let b = vectors[candidate] else { return 0 }
                            return Double(a[0] * b[0] + a[1] * b[1])
                        }.max() ?? 0
                    return diversity.lambda * relevance[candidate] - (1 - diversity.lambda) * max(0, likeness)
                }
                let rest = (0..<min(8, count)).filter { !expected.contains($0) }
                let next = rest.dropFirst().reduce(rest[0]) { value($1) > value($0) ? $1 : $0 }
                expected.append(next)
            }
            expected += Array(expected.count..<count)
            #expect(diversity.order(relevance: relevance, vectors: vectors) == expected)
        }
    }

    @Test(arguments: [Double.nan, -3, 7])
    func lambdaStaysWithinItsBounds(lambda: Double) {
        #expect((0...1).contains(MarginalRelevance(lambda: lambda, depth: -1).lambda))
    }
}
