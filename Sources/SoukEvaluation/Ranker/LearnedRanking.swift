import SoukModels
import SoukRanking

/// What is learned from judgements: curves over signals, and a second stage where there is one.
///
/// The first stage orders everything by signals that are cheap; the cross-encoder reads the first `depth` of
/// these, and its answer is one more part of their scores.
public struct LearnedRanking: Sendable {
    /// How many candidates the second stage reads.
    public static let depth = 30

    /// Curves over the signals alone.
    public let signals: FusionModel
    /// The same curves, scaled, and one over the cross-encoder's answer; nil without a second stage.
    public let complete: FusionModel?
    public let crossEncoder: CrossEncoder?

    /// A ranking by signals alone.
    public init(_ signals: FusionModel) { (self.signals, complete, crossEncoder) = (signals, nil, nil) }

    init(_ signals: FusionModel, complete: FusionModel, _ crossEncoder: CrossEncoder) {
        (self.signals, self.complete, self.crossEncoder) = (signals, complete, crossEncoder)
    }

    /// The model of the last stage.
    public var fusion: FusionModel { complete ?? signals }
}

extension FusionFeature {
    /// What a cross-encoder says that read query and title together: a logit, any number.
    public static let crossEncoder = FusionFeature(rawValue: "read together")
    /// The score of a ranking that another is built on.
    static let firstStage = FusionFeature(rawValue: "first stage")
}

extension FusionModel {
    /// All contributions multiplied.
    func scaled(by factor: Double) -> FusionModel {
        FusionModel(
            parts: parts.map { part in
                var part = part
                part.curve.values = part.curve.values.map { $0 * factor }
                part.curve.absent *= factor
                return part
            }, training: training)
    }

    /// This model, scaled, with a curve over a cross-encoder's answers beside it: still one sum of curves.
    ///
    /// - Parameter examples: features with the cross-encoder's answers, of queries that it has not learned from:
    ///   those that it has would make it look better than it is.
    func adding(crossEncoder examples: [JudgedCandidates]) throws(RankingError) -> FusionModel {
        var staged = examples
        for query in staged.indices {
            for place in staged[query].features.indices {
                let features = staged[query].features[place]
                staged[query].features[place] = FusionFeatures([
                    .firstStage: score(features), .crossEncoder: features[.crossEncoder] ?? 0,
                ])
            }
        }
        var training = FusionTraining.titles
        training.linear = [.firstStage]
        let found = try training.fit(
            staged, features: [(.firstStage, .rising), (.crossEncoder, .rising)])
        let slope = found.parts.first { $0.feature == .firstStage }?.curve.slope ?? 1
        var model = scaled(by: slope)
        model.parts += found.parts.filter { $0.feature == .crossEncoder }
        model.training = found.training
        return model
    }
}

extension ResponseCurve {
    /// Of the line from the first knot to the last; 0 for a single knot.
    var slope: Double {
        let span = knots[knots.count - 1] - knots[0]
        return span > 0 ? (values[values.count - 1] - values[0]) / span : 0
    }
}
