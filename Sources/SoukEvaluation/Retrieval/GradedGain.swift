import Foundation

/// What a judgement is worth in NDCG: `2^(relevance - lowest) - 1`, lowest being the bottom of the scale, so
/// that a title which is not relevant at all is worth nothing (Burges et al., "Learning to Rank using Gradient
/// Descent", 2005, for a scale from 0).
public struct GradedGain: Sendable, Codable, Equatable {
    /// The bottom of the scale.
    public let lowest: Double
    /// The top of the scale.
    public let highest: Double

    /// The scale that a table's judgements span. A table from 1 to 3 has 1 as its bottom; one whose smallest
    /// value is above 1 is taken to start at 1, and one with 0 or less at what is smallest.
    public init(judgements: some Sequence<Double>) {
        let finite = judgements.filter(\.isFinite)
        lowest = min(finite.min() ?? 0, 1)
        highest = max(finite.max() ?? 1, lowest)
    }

    public func callAsFunction(_ relevance: Double) -> Double { exp2(max(0, relevance - lowest)) - 1 }

    /// Where a judgement lies on the scale, from 0 to 1.
    public func share(_ relevance: Double) -> Double {
        highest > lowest ? min(max((relevance - lowest) / (highest - lowest), 0), 1) : 0
    }

    /// Relevant, where a yes or no is asked for: above the middle of the scale.
    public func isRelevant(_ relevance: Double) -> Bool { relevance > (lowest + highest) / 2 }
}
