import Retrieval

/// A listing that some leg of a search brought up, with what each leg said of it.
public struct Candidate: Sendable {
    public var listing: IndexedListing
    /// BM25, higher is better; nil when the words did not find it.
    public var words: Double?
    public var matches: [MatchedTerm]
    /// Dot products of the query's vector with the listing's.
    public var similarities: [VectorField: Double]
    /// `[dimensions]`, for telling results apart; nil when the listing has none.
    public var fused: [Float]?

    public init(
        _ listing: IndexedListing, words: Double? = nil, matches: [MatchedTerm] = [],
        similarities: [VectorField: Double] = [:], fused: [Float]? = nil
    ) {
        self.listing = listing
        self.words = words
        self.matches = matches
        self.similarities = similarities
        self.fused = fused
    }
}

/// A word of the query and the word of the listing that it met.
public struct MatchedTerm: Sendable, Codable, Hashable {
    public var term: String
    /// Differs from the term where a stem, a typing error or a synonym met.
    public var word: String
    public var isInTitle: Bool

    public init(term: String, word: String, isInTitle: Bool) {
        self.term = term
        self.word = word
        self.isInTitle = isInTitle
    }
}
