/// A generalised additive model (Hastie and Tibshirani 1986): the score of a candidate is the sum of one
/// response curve for each signal, so every score can be taken apart without a rest.
public struct FusionModel: Sendable, Equatable, Codable {
    /// The signals in the order in which they are summed.
    public package(set) var parts: [Part]
    /// What the curves were learned from; nil for the defaults.
    public package(set) var training: Training?

    public struct Part: Sendable, Equatable, Codable {
        public let feature: RankingFeature
        public package(set) var curve: ResponseCurve

        public init(_ feature: RankingFeature, _ curve: ResponseCurve) {
            self.feature = feature
            self.curve = curve
        }

        private enum CodingKeys: String, CodingKey { case feature, version, curve }

        /// - Throws: `DecodingError` for a feature that this version of Souk does not compute, or computes otherwise.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            feature = try container.decode(RankingFeature.self, forKey: .feature)
            curve = try container.decode(ResponseCurve.self, forKey: .curve)
            let version = try container.decode(Int.self, forKey: .version)
            guard let known = feature.definition?.version, known == version else {
                throw DecodingError.dataCorruptedError(
                    forKey: .version, in: container,
                    debugDescription:
                        "it uses version \(version) of the feature \"\(feature.rawValue)\", and "
                        + (feature.definition.map { "\($0.version) is computed" } ?? "none is computed"))
            }
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(feature, forKey: .feature)
            try container.encode(feature.definition?.version ?? 0, forKey: .version)
            try container.encode(curve, forKey: .curve)
        }
    }

    public struct Training: Sendable, Equatable, Codable {
        /// `softmax` or `lambda rank`.
        public var loss: String
        public var queries: Int
        public var candidates: Int
        public var epochs: Int
        /// NDCG@10 on the queries that were held out to choose the epoch.
        public var validationNDCG: Double?

        private enum CodingKeys: String, CodingKey {
            case loss, queries, candidates, epochs
            case validationNDCG = "validation_ndcg@10"
        }
    }

    public init(parts: [Part], training: Training? = nil) {
        self.parts = parts
        self.training = training
    }

    /// The parts of a candidate's score; signals without a curve are left out.
    public func breakdown(_ features: FeatureValues) -> ScoreBreakdown {
        ScoreBreakdown(
            parts: parts.map { part in
                let raw = features[part.feature]
                return ScoreBreakdown.Part(
                    feature: part.feature, raw: raw, contribution: part.curve.contribution(raw))
            })
    }

    /// The sum of the breakdown's contributions, in their order.
    public func score(_ features: FeatureValues) -> Double {
        parts.reduce(0) { $0 + $1.curve.contribution(features[$1.feature]) }
    }
}
