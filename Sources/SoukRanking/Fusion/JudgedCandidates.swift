import Foundation

/// The candidates of one query, with what people (or clicks) said of them: the examples of fusion.
public struct JudgedCandidates: Sendable {
    public var features: [FeatureValues]
    /// 0 for irrelevant, more for better; one a candidate.
    public var gains: [Double]

    /// - Throws: `examples` when counts differ or a gain is negative or no number.
    public init(features: [FeatureValues], gains: [Double]) throws(RankingError) {
        guard features.count == gains.count, gains.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw .examples(
                reason: "\(features.count) candidates have \(gains.count) gains, or a gain is below 0",
                remedy: "Give one gain of at least 0 for each candidate.")
        }
        self.features = features
        self.gains = gains
    }

    /// Whether the query can teach anything about order.
    var isInformative: Bool { Set(gains).count > 1 }
}

/// Discounted cumulative gain with linear gains, over the first ten (Järvelin and Kekäläinen 2002).
enum DiscountedGain {
    static let depth = 10

    static func discount(_ rank: Int) -> Double { rank < depth ? 1 / log2(Double(rank) + 2) : 0 }

    static func total(_ gains: some Sequence<Double>) -> Double {
        gains.enumerated().prefix(depth).reduce(0) { $0 + $1.element * discount($1.offset) }
    }

    /// NDCG@10 of candidates in the order of their scores, equal scores in the given order.
    static func normalised(gains: [Double], scores: [Double]) -> Double {
        let ideal = total(gains.sorted(by: >))
        guard ideal > 0 else { return 1 }
        return total(order(scores).map { gains[$0] }) / ideal
    }

    static func order(_ scores: [Double]) -> [Int] {
        scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
    }
}
