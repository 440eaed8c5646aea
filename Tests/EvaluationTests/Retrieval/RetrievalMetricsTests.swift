import Foundation
import SoukCatalog
import Testing

import SoukEvaluation

@Suite struct RetrievalMetricsTests {
    private static func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-12 }

    @Test func ndcgByHand() {
        // The discounts of ranks 1, 2, 3, 4 and 5: 1 / log2(1 + rank).
        let discount: [Double] = [1, 0.6309297535714575, 0.5, 0.43067655807339306, 0.38685280723454163]
        let found: Double = 3 * discount[0] + 2 * discount[1] + 3 * discount[2] + 1 * discount[4]
        let ideal: Double = 3 * discount[0] + 3 * discount[1] + 2 * discount[2] + 1 * discount[3]
        #expect(Self.close(RetrievalMetrics.ndcg(gains: [3, 2, 3, 0, 1], at: 10), found / ideal))
        let foundInTwo: Double = 3 * discount[0] + 2 * discount[1]
        let idealOfTwo: Double = 3 * discount[0] + 3 * discount[1]
        #expect(Self.close(RetrievalMetrics.ndcg(gains: [3, 2, 3, 0, 1], at: 2), foundInTwo / idealOfTwo))
        #expect(RetrievalMetrics.ndcg(gains: [1], at: 1, ideal: [1, 7, 1]) == 1.0 / 7)
    }

    @Test(arguments: [([], 10), ([0, 0], 10), ([1, 2], 0)] as [([Double], Int)])
    func nothingToFindIsZero(_ gains: [Double], _ k: Int) {
        #expect(RetrievalMetrics.ndcg(gains: gains, at: k) == 0)
        #expect(RetrievalMetrics.ndcg(scores: gains.map { _ in 1 }, gains: gains, at: k) == 0)
    }

    @Test func recallAndReciprocalRankByHand() {
        let list = [false, true, false, true]
        #expect(RetrievalMetrics.recall(relevant: list, at: 1) == 0)
        #expect(RetrievalMetrics.recall(relevant: list, at: 2) == 0.5)
        #expect(RetrievalMetrics.recall(relevant: list, at: 9) == 1)
        #expect(RetrievalMetrics.recall(relevant: list, at: 9, total: 8) == 0.25)
        #expect(RetrievalMetrics.recall(relevant: [false], at: 9) == 0)
        #expect(RetrievalMetrics.reciprocalRank(relevant: list) == 0.5)
        #expect(RetrievalMetrics.reciprocalRank(relevant: [false]) == 0)
    }

    /// Scores from a handful of values, so that many are equal, against the mean over all orders that the
    /// scores allow.
    @Test(arguments: 0..<40)
    func tiesAreTheMeanOverTheirOrders(_ seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        let count = Int.random(in: 1...6, using: &generator)
        let scores = (0..<count).map { _ in Double(Int.random(in: 0...2, using: &generator)) }
        let gains = (0..<count).map { _ in Double(Int.random(in: 0...3, using: &generator)) }
        let k = Int.random(in: 1...6, using: &generator)
        let orders = Self.permutations(Array(0..<count)).filter { order in
            zip(order, order.dropFirst()).allSatisfy { scores[$0] >= scores[$1] }
        }
        func mean(_ figure: ([Int]) -> Double) -> Double {
            orders.map(figure).reduce(0, +) / Double(orders.count)
        }
        let relevant = gains.map { $0 > 1 }
        #expect(
            Self.close(
                RetrievalMetrics.ndcg(scores: scores, gains: gains, at: k),
                mean { order in RetrievalMetrics.ndcg(gains: order.map { gains[$0] }, at: k) }))
        #expect(
            Self.close(
                RetrievalMetrics.recall(scores: scores, relevant: relevant, at: k),
                mean { order in RetrievalMetrics.recall(relevant: order.map { relevant[$0] }, at: k) }))
        #expect(
            Self.close(
                RetrievalMetrics.reciprocalRank(scores: scores, relevant: relevant),
                mean { order in RetrievalMetrics.reciprocalRank(relevant: order.map { relevant[$0] }) }))
    }

    @Test func lawsOfNDCG() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<200 {
            let count = Int.random(in: 1...12, using: &generator)
            let gains = (0..<count).map { _ in Double.random(in: 0...7, using: &generator) }
            let scores = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
            let value = RetrievalMetrics.ndcg(scores: scores, gains: gains, at: 10)
            #expect(value > 0 && value <= 1 + 1e-12)
            #expect(Self.close(RetrievalMetrics.ndcg(scores: gains, gains: gains, at: 10), 1))
            let shuffled = (0..<count).shuffled(using: &generator)
            let moved = RetrievalMetrics.ndcg(
                scores: shuffled.map { scores[$0] }, gains: shuffled.map { gains[$0] }, at: 10)
            #expect(Self.close(moved, value), "the order of storage does not matter")
            let scaled = RetrievalMetrics.ndcg(
                scores: scores.map { exp($0 * 3) }, gains: gains.map { $0 * 5 }, at: 10)
            #expect(Self.close(scaled, value), "only the order of scores and the ratio of gains matter")
        }
    }

    @Test func notANumberIsTheLowestScore() {
        #expect(RetrievalMetrics.ndcg(scores: [.nan, 0], gains: [0, 1], at: 1) == 1)
        #expect(RetrievalMetrics.reciprocalRank(scores: [.nan, -5], relevant: [true, false]) == 0.5)
    }

    private static func permutations(_ items: [Int]) -> [[Int]] {
        guard let first = items.first else { return [[]] }
        return permutations(Array(items.dropFirst())).flatMap { rest in
            (0...rest.count).map { Array(rest[..<$0]) + [first] + Array(rest[$0...]) }
        }
    }
}

@Suite struct GradedGainTests {
    @Test(
        arguments: [
            ([1, 2.33, 3], 1, 0.0, false), ([1, 2.33, 3], 2, 1.0, false), ([1, 2.33, 3], 3, 3.0, true),
            ([2.0, 3], 3, 3.0, true), ([0.0, 1], 1, 1.0, true), ([0, 4], 0, 0.0, false),
            ([0, 4], 4, 15.0, true),
        ] as [([Double], Double, Double, Bool)])
    func gains(_ scale: [Double], _ relevance: Double, _ gain: Double, _ isRelevant: Bool) {
        let graded = GradedGain(judgements: scale)
        #expect(graded(relevance) == gain)
        #expect(graded.isRelevant(relevance) == isRelevant)
    }

    @Test func nothingJudgedIsNoTrap() {
        #expect(GradedGain(judgements: []).isRelevant(1))
        #expect(GradedGain(judgements: [.nan])(0) == 0)
    }
}
