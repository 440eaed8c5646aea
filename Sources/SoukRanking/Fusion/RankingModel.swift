/// How searches are ranked: the curves that add up the features of a candidate, and where they come from.
///
/// A model of the workspace like the others: trained, promoted behind a gate, served by the index, rolled back.
public struct RankingModel: Sendable, Equatable, Codable {
    /// ``standardName`` for what Souk ships, else name and version: `ranking/2`.
    public var name: String
    public var fusion: FusionModel
    /// nil for curves that were set by hand.
    public var learnedFrom: LearnedFrom?

    public static let standardName = "standard"

    /// The judgements that a model has learned from.
    public struct LearnedFrom: Sendable, Equatable, Codable {
        /// SHA-256 of the table; what is judged on the same table are the queries that were kept aside.
        public var judgements: String
        /// Share of the queries that were learned from, and the seed that chose them.
        public var trainFraction: Double
        public var seed: UInt64
        /// Identity of the encoder whose vectors it saw; nil for words alone.
        public var encoder: String?

        public init(judgements: String, trainFraction: Double, seed: UInt64, encoder: String?) {
            self.judgements = judgements
            self.trainFraction = trainFraction
            self.seed = seed
            self.encoder = encoder
        }

        private enum CodingKeys: String, CodingKey {
            case judgements, seed, encoder
            case trainFraction = "train_fraction"
        }
    }

    public init(name: String, fusion: FusionModel, learnedFrom: LearnedFrom? = nil) {
        self.name = name
        self.fusion = fusion
        self.learnedFrom = learnedFrom
    }

    private enum CodingKeys: String, CodingKey {
        case name, fusion
        case learnedFrom = "learned_from"
    }

    /// What Souk ships, for an index of words alone and for one with vectors.
    public static let standard = RankingModel(name: standardName, fusion: .standard)
}
