import SoukCatalog
import SoukSearch

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
        arrange(candidates, breakdowns(candidates, query), vectors: [:])
    }

    package func breakdowns(_ candidates: [Candidate], _ query: QueryFeatures) -> [ScoreBreakdown] {
        query.values(of: candidates).map(fusion.breakdown)
    }

    /// The listings whose vectors tell which of about equal results are unlike.
    func compared(_ candidates: [Candidate], _ breakdowns: [ScoreBreakdown]) -> [String] {
        guard diversity.lambda < 1 else { return [] }
        let byScore = DiscountedGain.order(breakdowns.map(\.score))
        return DuplicateCollapse.collapse(groups: byScore.map { candidates[$0].listing.group })
            .prefix(diversity.depth).map { candidates[byScore[$0.position]].listing.id }
    }

    /// All results in order, with unlike ones first among about equals.
    ///
    /// - Parameters:
    ///   - breakdowns: one a candidate.
    ///   - vectors: of the listings that are compared, by id.
    func arrange(
        _ candidates: [Candidate], _ breakdowns: [ScoreBreakdown], vectors known: [ListingID: [Float]]
    ) -> [RankedResult] {
        let scores = breakdowns.map(\.score)
        let byScore = DiscountedGain.order(scores)
        let kept = DuplicateCollapse.collapse(groups: byScore.map { candidates[$0].listing.group })
        let heads = kept.map { byScore[$0.position] }
        var vectors = [[Float]?](repeating: nil, count: heads.count)
        if diversity.lambda < 1 {
            for place in 0..<min(diversity.depth, heads.count) {
                vectors[place] = known[candidates[heads[place]].listing.id]
            }
        }
        let order = diversity.order(relevance: relevance(heads.map { scores[$0] }), vectors: vectors)
        let counterfactual = CounterfactualRanks(byScore.map { breakdowns[$0] })
        return order.enumerated().map { rank, place in
            let head = heads[place]
            let breakdown = breakdowns[head]
            let scoreRank = kept[place].position + 1
            return RankedResult(
                listing: candidates[head].listing, rank: rank + 1, scoreRank: scoreRank, score: scores[head],
                breakdown: breakdown, matches: candidates[head].matches,
                probability: calibration?.probability(scores[head]),
                isRelevant: calibration?.isRelevant(scores[head]),
                duplicates: kept[place].others.map { candidates[byScore[$0]].listing.id },
                rankWithout: Self.counterfactuals(breakdown, counterfactual, now: scoreRank))
        }
    }

    /// Scores, the best first, brought to 0...1: by the calibration, or else between the worst and the best.
    ///
    /// A calibration that falls where the score rises, as one fitted to titles may for a model that learned to judge
    /// against titles, says nothing of the order.
    private func relevance(_ scores: [Double]) -> [Double] {
        guard let best = scores.first, let worst = scores.last, best > worst else {
            return scores.map { _ in 1 }
        }
        if let calibration, calibration.probability(best) >= calibration.probability(worst) {
            return scores.map(calibration.probability)
        }
        return scores.map { ($0 - worst) / (best - worst) }
    }

    private static func counterfactuals(
        _ breakdown: ScoreBreakdown, _ ranks: CounterfactualRanks, now: Int
    ) -> [RankedResult.Counterfactual] {
        var found: [RankedResult.Counterfactual] = []
        for (place, part) in breakdown.parts.enumerated() where part.contribution != 0 {
            let rank = ranks.rank(of: now - 1, withoutPart: place)
            if rank != now { found.append(.init(feature: part.feature, rank: rank)) }
        }
        return found
    }
}
