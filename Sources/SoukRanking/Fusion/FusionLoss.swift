import Foundation

/// What learning minimises over the candidates of one query.
public enum FusionLoss: String, Sendable, Codable, CaseIterable {
    /// Cross-entropy between the softmax of the scores and that of the gains (Cao et al. 2007, "ListNet").
    case softmax
    /// Pairwise logistic loss, each pair weighed by the NDCG@10 at stake (Burges 2010, "LambdaRank").
    case lambdaRank = "lambda rank"

    /// The derivative of the loss for each score.
    func gradient(scores: [Double], gains: [Double]) -> [Double] {
        switch self {
        case .softmax: Self.softmaxGradient(scores, gains)
        case .lambdaRank: Self.lambdas(scores, gains)
        }
    }

    private static func softmaxGradient(_ scores: [Double], _ gains: [Double]) -> [Double] {
        zip(softmax(scores), softmax(gains.map { 2 * $0 })).map { $0 - $1 }
    }

    static func softmax(_ values: [Double]) -> [Double] {
        let highest = values.max() ?? 0
        let powers = values.map { exp($0 - highest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    private static func lambdas(_ scores: [Double], _ gains: [Double]) -> [Double] {
        var gradient = [Double](repeating: 0, count: scores.count)
        let ideal = DiscountedGain.total(gains.sorted(by: >))
        guard ideal > 0 else { return gradient }
        var rank = [Int](repeating: 0, count: scores.count)
        for (place, candidate) in DiscountedGain.order(scores).enumerated() { rank[candidate] = place }
        for better in scores.indices {
            for worse in scores.indices where gains[better] > gains[worse] {
                let stake =
                    (gains[better] - gains[worse])
                    * abs(DiscountedGain.discount(rank[better]) - DiscountedGain.discount(rank[worse]))
                    / ideal
                let push = stake / (1 + exp(scores[better] - scores[worse]))
                gradient[better] -= push
                gradient[worse] += push
            }
        }
        return gradient
    }
}
