import SoukCatalog
import SoukRanking

/// Whether a new model may take the place of the one in use: not if it is worse by more than chance explains
/// on the same queries (or listings).
public struct QualityGate: Sendable {
    public var resamples: Int
    public var seed: UInt64

    public init(resamples: Int = 1_000, seed: UInt64 = 42) {
        self.resamples = resamples
        self.seed = seed
    }

    /// Weighs what old and new reached, query by query.
    ///
    /// - Parameters:
    ///   - figure: What was measured, for people: `ndcg@10`.
    ///   - old: Nil when no model is in use yet; then anything may be promoted.
    /// - Throws: `EvaluationError.examples` when they were not judged on the same number of queries.
    public func judge(
        figure: String, old: QueryFigures?, new: QueryFigures
    ) throws(EvaluationError) -> GateVerdict {
        guard let old else {
            return GateVerdict(
                figure: figure, queries: new.values.count, old: nil, new: new.mean, comparison: nil,
                decision: .first)
        }
        let comparison = try PairedComparison(new, old, resamples: resamples, seed: seed)
        let decision: GateVerdict.Decision =
            if new.values.count < GateVerdict.leastQueries {
                .tooFewQueries
            } else if comparison.isWorseBeyondNoise {
                .worse
            } else if comparison.isBetterBeyondNoise {
                .better
            } else {
                .noDifference
            }
        return GateVerdict(
            figure: figure, queries: new.values.count, old: old.mean, new: new.mean, comparison: comparison,
            decision: decision)
    }
}

/// What the gate found.
public struct GateVerdict: Sendable, Encodable, Equatable {
    public let figure: String
    public let queries: Int
    /// Mean over the queries; nil when no model was in use.
    public let old: Double?
    public let new: Double
    /// New less old.
    public let comparison: PairedComparison?
    public let decision: Decision

    public enum Decision: String, Sendable, Encodable {
        case first, better, worse
        case noDifference = "no_difference"
        case tooFewQueries = "too_few_queries"
    }

    /// Fewer queries than this tell nothing that one could act on.
    public static let leastQueries = 20

    /// Whether the new model may be used without being forced.
    public var isPassed: Bool { decision != .worse && decision != .tooFewQueries }

    public var text: String {
        let count = "\(Self.decimal(new)) on \(queries) queries"
        guard let old, let comparison else { return "\(figure) \(count); no model was in use" }
        let interval =
            "\(Self.signed(comparison.difference.mean)) (95 % between "
            + "\(Self.signed(comparison.difference.lower)) and \(Self.signed(comparison.difference.upper)))"
        let ending =
            switch decision {
            case .first: ""
            case .better: ": better"
            case .worse: ": worse, by more than chance explains"
            case .noDifference: ": no difference beyond chance"
            case .tooFewQueries: ": fewer than \(Self.leastQueries) queries tell nothing"
            }
        return "\(figure) \(count), \(Self.decimal(old)) before: \(interval)\(ending)"
    }

    private static func decimal(_ value: Double) -> String { Figures.decimal(value, places: 4) }
    private static func signed(_ value: Double) -> String { (value < 0 ? "" : "+") + decimal(value) }
}
