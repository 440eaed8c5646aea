import Retrieval

/// From candidates to results: scores, one a group of duplicates, unlike ones first among equals.
public struct CandidateRanker: Sendable {
    public var fusion: FusionModel
    public var calibration: RelevanceCalibration?
    public var diversity: MarginalRelevance

    public init(
        fusion: FusionModel = .standard, calibration: RelevanceCalibration? = nil,
        diversity: MarginalRelevance = .standard
    ) {
        self.fusion = fusion
        self.calibration = calibration
        self.diversity = diversity
    }

    /// All results in order; equal scores are ordered by id, so equal requests give equal answers.
    public func rank(_ candidates: [Candidate], _ query: QuerySignals) -> [RankedResult] {
        let features = query.features(of: candidates)
        return arrange(candidates, features.map(fusion.ledger))
    }

    /// - Parameter ledgers: one a candidate.
    func arrange(_ candidates: [Candidate], _ ledgers: [ScoreLedger]) -> [RankedResult] {
        let scores = ledgers.map(\.score)
        let byScore = candidates.indices.sorted {
            scores[$0] != scores[$1]
                ? scores[$0] > scores[$1] : candidates[$0].listing.id < candidates[$1].listing.id
        }
        let kept = DuplicateCollapse.collapse(groups: byScore.map { candidates[$0].listing.group })
        let heads = kept.map { byScore[$0.position] }
        let order = diversity.order(
            relevance: relevance(heads.map { scores[$0] }), vectors: heads.map { candidates[$0].fused })
        let counterfactual = CounterfactualRanks(ledgers)
        return order.enumerated().map { rank, place in
            let candidate = candidates[heads[place]]
            let ledger = ledgers[heads[place]]
            let scoreRank = kept[place].position + 1
            return RankedResult(
                listing: candidate.listing, rank: rank + 1, scoreRank: scoreRank, score: ledger.score,
                ledger: ledger, matches: candidate.matches,
                probability: calibration?.probability(ledger.score),
                duplicates: kept[place].others.map { candidates[byScore[$0]].listing.id },
                rankWithout: Self.counterfactuals(ledger, counterfactual, now: scoreRank))
        }
    }

    /// Scores brought to 0...1: by the calibration, or else between the worst and the best.
    private func relevance(_ scores: [Double]) -> [Double] {
        if let calibration { return scores.map(calibration.probability) }
        guard let best = scores.first, let worst = scores.last, best > worst else {
            return scores.map { _ in 1 }
        }
        return scores.map { ($0 - worst) / (best - worst) }
    }

    private static func counterfactuals(
        _ ledger: ScoreLedger, _ ranks: CounterfactualRanks, now: Int
    ) -> [RankedResult.Counterfactual] {
        ledger.parts.compactMap { part in
            guard part.contribution != 0, let rank = ranks.rank(of: ledger, without: part.feature),
                rank != now
            else { return nil }
            return RankedResult.Counterfactual(feature: part.feature, rank: rank)
        }
    }
}
