import Foundation
import SoukCatalog
import SoukModels
import SoukRanking

extension JudgedEvaluation {
    /// The ranking with a cross-encoder as its second stage, weighed by training queries.
    ///
    /// - Parameter learned: the queries that the cross-encoder has learned from: it is weighed by others, because
    ///   on its own it looks better than it is.
    /// - Throws: `examples` when it has learned from queries that are held out here.
    public func ranking(
        _ signals: FusionModel, _ crossEncoder: CrossEncoder, learnedFrom learned: Set<String>
    ) throws -> LearnedRanking {
        let seen = test.count { learned.contains($0.text) }
        guard seen == 0 else {
            throw RankingError.examples(
                reason:
                    "the ranker has learned from \(seen) of the \(test.count) queries that are held out here",
                remedy: "Train it on the same --train-fraction, or judge on another table.")
        }
        let fresh = train.filter { !learned.contains($0.text) }
        guard fresh.count >= 20 else {
            return LearnedRanking(
                signals, complete: try sum(signals), crossEncoder)
        }
        var examples = try candidates(fresh)
        var answers = try crossEncoder.scores(
            fresh.flatMap { query in
                query.judgements.map { crossEncoder.tokens(query: query.text, title: $0.title) }
            }
        ).makeIterator()
        for query in examples.indices {
            for place in examples[query].features.indices {
                examples[query].features[place][.crossEncoder] = answers.next().map(Double.init)
            }
        }
        return LearnedRanking(signals, complete: try signals.adding(crossEncoder: examples), crossEncoder)
    }

    /// The mean of what signals and cross-encoder say, both as logits of a title's grade.
    private func sum(_ signals: FusionModel) throws -> FusionModel {
        let scale = train.isEmpty ? 1 : try Self.logits(candidates(train), signals).slope
        var model = signals.scaled(by: scale)
        model.parts.append(.init(.crossEncoder, try ResponseCurve([(-8, -8), (8, 8)])))
        return model
    }

    /// From the signals' score to the logit of a grade.
    private static func logits(
        _ examples: [JudgedCandidates], _ signals: FusionModel
    ) throws(RankingError) -> PlattScaling {
        let scores = examples.flatMap { $0.features.map(signals.score) }
        let gains = examples.flatMap(\.gains)
        let highest = max(gains.max() ?? 1, 1e-9)
        // A gain is 2 to the grade less 1; the logit is of the grade's share of its scale.
        return try PlattScaling.fit(
            scores: scores, targets: gains.map { log2(1 + $0) / log2(1 + highest) })
    }
}
