/// Says which category listings belong to.
public protocol ListingClassifier: Sendable {
    /// An answer for each listing, by what it tells, never by the category that it names.
    ///
    /// It blocks while it computes.
    func categories(_ listings: [ListingContent]) throws -> [CategoryAnswer]
}

/// What a classifier says of a listing.
public struct CategoryAnswer: Sendable, Equatable {
    /// Of all categories, most probable first.
    public var probabilities: [CategoryGuess]
    /// Whether the first probability reaches the threshold that validation chose.
    public var isSure: Bool

    public init(probabilities: [CategoryGuess], isSure: Bool) {
        (self.probabilities, self.isSure) = (probabilities, isSure)
    }
}

/// A category with its probability.
public struct CategoryGuess: Sendable, Equatable, Codable {
    public var category: String
    /// Calibrated.
    public var probability: Double

    public init(category: String, probability: Double) {
        (self.category, self.probability) = (category, probability)
    }
}
