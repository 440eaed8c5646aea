import SoukEmbeddedSearch

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

    /// All results in order of their scores alone; equal scores keep the order of the candidates, so equal
    /// requests give equal answers.
    public func rank(_ candidates: [Candidate], _ query: QueryFeatures) -> [RankedResult] {
        rank(candidates, query) { _ in nil }
    }

    /// All results in order, with unlike ones first among about equals.
    ///
    /// - Parameter fused: the vector of a listing, by which results are told apart.
    public func rank(
        _ candidates: [Candidate], _ query: QueryFeatures, fused: (String) throws -> [Float]?
    ) rethrows -> [RankedResult] {
        try arrange(candidates, query.values(of: candidates).map(fusion.ledger), fused: fused)
    }

    /// - Parameter ledgers: one a candidate.
    func arrange(
        _ candidates: [Candidate], _ ledgers: [ScoreLedger], fused: (String) throws -> [Float]?
    ) rethrows -> [RankedResult] {
        let scores = ledgers.map(\.score)
        let byScore = DiscountedGain.order(scores)
        let kept = DuplicateCollapse.collapse(groups: byScore.map { candidates[$0].listing.group })
        let heads = kept.map { byScore[$0.position] }
        var vectors = [[Float]?](repeating: nil, count: heads.count)
        if diversity.lambda < 1 {
            for place in 0..<min(diversity.depth, heads.count) {
                vectors[place] = try fused(candidates[heads[place]].listing.id)
            }
        }
        let order = diversity.order(relevance: relevance(heads.map { scores[$0] }), vectors: vectors)
        let counterfactual = CounterfactualRanks(ledgers)
        return order.enumerated().map { rank, place in
            let candidate = candidates[heads[place]]
            let ledger = ledgers[heads[place]]
            let scoreRank = kept[place].position + 1
            return RankedResult(
                listing: candidate.listing, rank: rank + 1, scoreRank: scoreRank, score: ledger.score,
                ledger: ledger, matches: candidate.matches,
                probability: calibration?.probability(ledger.score),
                isRelevant: calibration?.isRelevant(ledger.score),
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
        ledger.parts.enumerated().compactMap { place, part in
            guard part.contribution != 0 else { return nil }
            let rank = ranks.rank(of: ledger, withoutPart: place)
            guard rank != now else { return nil }
            return RankedResult.Counterfactual(feature: part.feature, rank: rank)
        }
    }
}
