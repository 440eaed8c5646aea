import SoukCatalog
import SoukRanking

/// What a model says of each held-out listing: the probability that it gives to the listing's category.
public struct ListingAnswers: Sendable {
    /// What is compared.
    public static let figure = "probability of the right category, by listing"

    private let probabilities: [String: Double]

    public init(_ probabilities: [String: Double]) { self.probabilities = probabilities }

    public var listings: [String] { probabilities.keys.sorted() }

    /// The listings that both have answered, sorted.
    ///
    /// - Throws: `EvaluationError.examples` when there is none.
    public func common(with other: ListingAnswers) throws(EvaluationError) -> [String] {
        let common = listings.filter { other.probabilities[$0] != nil }
        guard !common.isEmpty else {
            throw .examples(
                reason: "The two models have no held-out listing in common",
                remedy: "Compare models that were trained in this workspace with the same split.")
        }
        return common
    }

    public func figures(of listings: [String]) -> QueryFigures {
        QueryFigures(listings.map { probabilities[$0] ?? 0 })
    }
}

extension QualityGate {
    /// Weighs the answers of two models on the listings that both answered.
    public func judge(
        _ new: ListingAnswers, against old: ListingAnswers?
    ) throws(EvaluationError) -> GateVerdict {
        guard let old else {
            return try judge(figure: ListingAnswers.figure, old: nil, new: new.figures(of: new.listings))
        }
        let common = try new.common(with: old)
        return try judge(
            figure: ListingAnswers.figure, old: old.figures(of: common), new: new.figures(of: common))
    }
}
