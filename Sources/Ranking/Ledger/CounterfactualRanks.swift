/// At which rank a result would stand if one signal were ignored for all candidates of the search.
public struct CounterfactualRanks: Sendable {
    private let sorted: [FusionFeature: [Double]]

    /// - Parameter ledgers: of all candidates, so that ranks count those not shown, too.
    public init(_ ledgers: [ScoreLedger]) {
        var scores: [FusionFeature: [Double]] = [:]
        for part in ledgers.first?.parts ?? [] {
            scores[part.feature] = ledgers.map { $0.score(without: part.feature) }.sorted(by: >)
        }
        sorted = scores
    }

    /// The rank, from 1; nil for a signal that the search did not use.
    public func rank(of ledger: ScoreLedger, without feature: FusionFeature) -> Int? {
        guard let scores = sorted[feature] else { return nil }
        let own = ledger.score(without: feature)
        var (low, high) = (0, scores.count)
        while low < high {
            let middle = (low + high) / 2
            if scores[middle] > own { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
