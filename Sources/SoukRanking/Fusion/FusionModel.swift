/// A generalised additive model (Hastie and Tibshirani 1986): the score of a candidate is the sum of one
/// response curve for each signal, so every score can be taken apart without a rest.
public struct FusionModel: Sendable, Equatable, Codable {
    /// The signals in the order in which they are summed.
    public package(set) var parts: [Part]
    /// What the curves were learned from; nil for the defaults.
    public package(set) var training: Training?

    public struct Part: Sendable, Equatable, Codable {
        public let feature: FusionFeature
        public package(set) var curve: ResponseCurve

        public init(_ feature: FusionFeature, _ curve: ResponseCurve) {
            self.feature = feature
            self.curve = curve
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
    }

    public init(parts: [Part], training: Training? = nil) {
        self.parts = parts
        self.training = training
    }

    /// The parts of a candidate's score; signals without a curve are left out.
    public func ledger(_ features: FusionFeatures) -> ScoreLedger {
        ScoreLedger(
            parts: parts.map { part in
                let raw = features[part.feature]
                return ScoreLedger.Part(
                    feature: part.feature, raw: raw, contribution: part.curve.contribution(raw))
            })
    }

    /// The sum of the ledger's contributions, in their order.
    public func score(_ features: FusionFeatures) -> Double {
        parts.reduce(0) { $0 + $1.curve.contribution(features[$1.feature]) }
    }
}
