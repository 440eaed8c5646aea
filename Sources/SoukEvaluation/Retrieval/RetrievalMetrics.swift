import Foundation

/// How good a ranked list is, from 0 to 1.
///
/// Each figure has two forms: of a list in its order, and of scores. Scores may be equal; then the figure
/// is its expectation over the orders that break the ties at random (McSherry and Najork, "Computing
/// Information Retrieval Performance Measures Efficiently in the Presence of Tied Scores", 2008), so that
/// a system that cannot tell items apart gains nothing from how they happen to be stored.
/// NaN counts as the lowest score.
public enum RetrievalMetrics {
    /// Normalised discounted cumulative gain with discount `1 / log2(1 + rank)` (Järvelin and Kekäläinen,
    /// "Cumulated gain-based evaluation of IR techniques", 2002).
    ///
    /// - Parameters:
    ///   - gains: The gains of the list, best rank first; see ``GradedGain``.
    ///   - ideal: Gains of all that could have been found, in any order; those of the list unless given.
    /// - Returns: 0 where nothing has a gain.
    public static func ndcg(gains: [Double], at k: Int, ideal: [Double]? = nil) -> Double {
        ratio(discounted(gains, at: k), (ideal ?? gains).sorted(by: >), at: k)
    }

    /// NDCG of the order that the scores make, ties by expectation.
    public static func ndcg(
        scores: [Double], gains: [Double], at k: Int, ideal: [Double]? = nil
    ) -> Double {
        let expected = TieBlocks(scores).expected(gains)
        return ratio(discounted(expected, at: k), (ideal ?? gains).sorted(by: >), at: k)
    }

    /// Share of the relevant items that are among the first k.
    ///
    /// - Parameters:
    ///   - relevant: Whether the item at each rank is relevant, best rank first.
    ///   - total: How many relevant items there are, also beyond the list; those of the list unless given.
    /// - Returns: 0 where nothing is relevant.
    public static func recall(relevant: [Bool], at k: Int, total: Int? = nil) -> Double {
        recall(relevant.map { $0 ? 1 : 0 }, at: k, total: total)
    }

    /// Recall of the order that the scores make, ties by expectation.
    public static func recall(scores: [Double], relevant: [Bool], at k: Int, total: Int? = nil) -> Double {
        recall(TieBlocks(scores).expected(relevant.map { $0 ? 1 : 0 }), at: k, total: total)
    }

    /// One over the rank of the first relevant item; 0 without one.
    public static func reciprocalRank(relevant: [Bool]) -> Double {
        relevant.firstIndex(of: true).map { 1 / Double($0 + 1) } ?? 0
    }

    /// The reciprocal rank that the scores lead one to expect.
    public static func reciprocalRank(scores: [Double], relevant: [Bool]) -> Double {
        for block in TieBlocks(scores).blocks {
            let hits = block.items.count { relevant[$0] }
            if hits > 0 {
                return expectedReciprocal(after: block.start, hits: hits, among: block.items.count)
            }
        }
        return 0
    }

    /// `E[1 / (start + J)]`, J being the place of the first of `hits` among `size` in random order.
    private static func expectedReciprocal(after start: Int, hits: Int, among size: Int) -> Double {
        var stillNone = 1.0
        var sum = 0.0
        for place in 1...(size - hits + 1) {
            let isHit = Double(hits) / Double(size - place + 1)
            sum += stillNone * isHit / Double(start + place)
            stillNone *= 1 - isHit
        }
        return sum
    }

    private static func discounted(_ gains: [Double], at k: Int) -> Double {
        zip(gains.prefix(max(k, 0)), 2...).reduce(0) { $0 + $1.0 / log2(Double($1.1)) }
    }

    private static func ratio(_ found: Double, _ ideal: [Double], at k: Int) -> Double {
        let best = discounted(ideal, at: k)
        return best > 0 ? found / best : 0
    }

    private static func recall(_ shares: [Double], at k: Int, total: Int?) -> Double {
        let all = total.map(Double.init) ?? shares.reduce(0, +)
        return all > 0 ? shares.prefix(max(k, 0)).reduce(0, +) / all : 0
    }
}
