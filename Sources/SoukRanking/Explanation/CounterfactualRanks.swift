/// At which rank a result would stand if one signal were ignored for all candidates of the search.
public struct CounterfactualRanks: Sendable {
    private let features: [RankingFeature]
    /// For each signal the scores without it, best first.
    private let sorted: [[Double]]

    /// - Parameter breakdowns: of all candidates by one fusion model, so that ranks count those not shown, too.
    public init(_ breakdowns: [ScoreBreakdown]) {
        features = breakdowns.first?.parts.map(\.feature) ?? []
        sorted = features.indices.map { place in
            breakdowns.map { $0.score(withoutPart: place) }.sorted(by: >)
        }
    }

    /// The rank, from 1; nil for a signal that the search did not use.
    public func rank(of breakdown: ScoreBreakdown, without feature: RankingFeature) -> Int? {
        features.firstIndex(of: feature).map { rank(of: breakdown, withoutPart: $0) }
    }

    func rank(of breakdown: ScoreBreakdown, withoutPart place: Int) -> Int {
        let (scores, own) = (sorted[place], breakdown.score(withoutPart: place))
        var (low, high) = (0, scores.count)
        while low < high {
            let middle = (low + high) / 2
            if scores[middle] > own { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
