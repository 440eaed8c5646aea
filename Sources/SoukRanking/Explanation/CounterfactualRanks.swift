/// At which rank a result would stand if one signal were ignored for all candidates of the search.
public struct CounterfactualRanks: Sendable {
    private let features: [RankingFeature]
    /// Without each signal, by the place of its part.
    private let without: [WithoutPart]

    private struct WithoutPart {
        /// One a candidate, in the order that was given.
        var scores: [Double]
        /// The best first.
        var sorted: [Double]
    }

    /// - Parameter breakdowns: of all candidates by one fusion model, so that ranks count those not shown, too; sooner
    ///   done where the best come first.
    public init(_ breakdowns: [ScoreBreakdown]) {
        features = breakdowns.first?.parts.map(\.feature) ?? []
        let contributions = features.indices.map { place in breakdowns.map { $0.parts[place].contribution } }
        // Sums run from the first part to the last, as a score's do.
        var before = [Double](repeating: 0, count: breakdowns.count)
        without = features.indices.map { place in
            var scores = before
            for other in contributions[(place + 1)...] { Self.add(other, to: &scores) }
            Self.add(contributions[place], to: &before)
            return WithoutPart(scores: scores, sorted: scores.sorted(by: >))
        }
    }

    private static func add(_ contributions: [Double], to sums: inout [Double]) {
        for index in sums.indices { sums[index] += contributions[index] }
    }

    /// The rank, from 1; nil for a signal that the search did not use.
    public func rank(of breakdown: ScoreBreakdown, without feature: RankingFeature) -> Int? {
        features.firstIndex(of: feature).map { place in
            rank(breakdown.score(without: feature), without[place].sorted)
        }
    }

    /// Of a candidate by its place in what was given.
    func rank(of candidate: Int, withoutPart place: Int) -> Int {
        rank(without[place].scores[candidate], without[place].sorted)
    }

    private func rank(_ own: Double, _ scores: [Double]) -> Int {
        var (low, high) = (0, scores.count)
        while low < high {
            let middle = (low + high) / 2
            if scores[middle] > own { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
