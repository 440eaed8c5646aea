import Foundation
public import SoukSearch

/// How probable it is that a result of some score is what the buyer wants, and from where on to show it.
public struct RelevanceCalibration: Sendable, Equatable, Codable {
    public var curve: PlattScaling
    /// Results below this probability are not relevant.
    public var cutoff: Double
    /// Share of relevant ones among the calibration's examples at or above the cut-off.
    public var precision: Double
    /// Share of the relevant examples that are at or above the cut-off.
    public var recall: Double
    /// Share of relevant ones among all examples: what the precision must be seen against.
    public var prior: Double
    public var examples: Int
    /// The cosine by field from which on a listing is near enough to words to be found; empty without vectors.
    public var leastSimilarity: [VectorField: Float]?
    /// The cosine by field that few irrelevant examples reach: from it on a listing is what was asked for though its words
    /// do not say so; empty without vectors.
    public var surelySimilar: [VectorField: Float]?
    /// Identity of the fusion model whose scores these are.
    public var fusion: String

    /// A curve and the lowest cut-off that keeps the precision.
    ///
    /// - Parameters:
    ///   - examples: Scores of results, and whether each result was relevant.
    ///   - wanted: The share of relevant ones among what is shown.
    ///   - fusion: Identity of the fusion model whose scores these are.
    /// - Throws: `examples` without both kinds.
    public static func fit(
        _ examples: [(score: Double, isRelevant: Bool)], precision wanted: Double = 0.9, fusion: String
    ) throws(RankingError) -> RelevanceCalibration {
        let curve = try PlattScaling.fit(examples)
        let sorted = examples.filter { $0.score.isFinite }.sorted { $0.score > $1.score }
        let relevant = sorted.count { $0.isRelevant }
        var best = (cutoff: curve.probability(sorted[0].score), precision: 0.0, recall: 0.0)
        var (hits, counted) = (0, 0)
        for (index, example) in sorted.enumerated() {
            hits += example.isRelevant ? 1 : 0
            let isLastOfScore = index + 1 == sorted.count || sorted[index + 1].score < example.score
            let precision = Double(hits) / Double(index + 1)
            // Where only irrelevant examples come in, a lower cut-off finds no more.
            guard isLastOfScore, hits > counted || index == 0 || best.precision == 0,
                precision >= wanted || index == 0 || best.precision == 0
            else { continue }
            counted = hits
            best = (curve.probability(example.score), precision, Double(hits) / Double(relevant))
        }
        return RelevanceCalibration(
            curve: curve, cutoff: best.cutoff, precision: best.precision, recall: best.recall,
            prior: Double(relevant) / Double(sorted.count), examples: sorted.count, fusion: fusion)
    }

    public func probability(_ score: Double) -> Double { curve.probability(score) }
    public func isRelevant(_ score: Double) -> Bool { probability(score) >= cutoff }
}
