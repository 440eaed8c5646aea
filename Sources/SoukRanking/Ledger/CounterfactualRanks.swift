/// At which rank a result would stand if one signal were ignored for all candidates of the search.
public struct CounterfactualRanks: Sendable {
    private let features: [RankingFeature]
    /// For each signal the scores without it, best first.
    private let sorted: [[Double]]

    /// - Parameter ledgers: of all candidates by one fusion model, so that ranks count those not shown, too.
    public init(_ ledgers: [ScoreLedger]) {
        features = ledgers.first?.parts.map(\.feature) ?? []
        sorted = features.indices.map { place in
            ledgers.map { $0.score(withoutPart: place) }.sorted(by: >)
        }
    }

    /// The rank, from 1; nil for a signal that the search did not use.
    public func rank(of ledger: ScoreLedger, without feature: RankingFeature) -> Int? {
        features.firstIndex(of: feature).map { rank(of: ledger, withoutPart: $0) }
    }

    func rank(of ledger: ScoreLedger, withoutPart place: Int) -> Int {
        let (scores, own) = (sorted[place], ledger.score(withoutPart: place))
        var (low, high) = (0, scores.count)
        while low < high {
            let middle = (low + high) / 2
            if scores[middle] > own { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
