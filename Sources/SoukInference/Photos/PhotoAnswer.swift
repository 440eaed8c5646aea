import SoukEvaluation
public import SoukRanking

/// What a classifier says about one photo.
public struct PhotoAnswer: Sendable, Equatable {
    /// The photo's path as it was given; `-` for standard input.
    public var photo: String
    /// The most probable category, also when it is not sure; nil for a file that is no photo.
    public var category: String?
    /// Calibrated, of `category`.
    public var probability: Double?
    /// The next two categories, most probable first.
    public var alternatives: [CategoryGuess]
    /// Whether the probability reaches the threshold that validation chose.
    public var isSure: Bool
    /// Why the file could not be looked at; nil when it could.
    public var error: String?

    package init(photo: String, error: String) {
        (self.photo, self.error) = (photo, error)
        (category, probability, alternatives, isSure) = (nil, nil, [], false)
    }

    package init(photo: String, probabilities: [Float], model: ModelDescription) {
        let ranked = probabilities.indices.sorted { (probabilities[$0], $1) > (probabilities[$1], $0) }
        let guesses = ranked.prefix(3).map {
            CategoryGuess(category: model.classes.names[$0], probability: Double(probabilities[$0]))
        }
        (self.photo, error) = (photo, nil)
        (category, probability) = (guesses.first?.category, guesses.first?.probability)
        alternatives = Array(guesses.dropFirst())
        isSure = ranked.first.map { model.threshold.accepts(confidence: probabilities[$0]) } ?? false
    }
}

extension PhotoAnswer: Encodable {
    package enum CodingKeys: String, CodingKey {
        case photo, category, probability, alternatives, error
        case isSure = "is_sure"
    }

    /// All keys are always there; what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(photo, forKey: .photo)
        try container.encode(category, forKey: .category)
        try container.encode(probability, forKey: .probability)
        try container.encode(alternatives, forKey: .alternatives)
        try container.encode(isSure, forKey: .isSure)
        try container.encode(error, forKey: .error)
    }
}
