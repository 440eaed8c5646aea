import SoukEmbeddedSearch

/// A listing that some leg of a search brought up, with what each leg said of it.
public struct Candidate: Sendable {
    public var listing: IndexedListing
    /// BM25, higher is better; nil when the words did not find it.
    public var words: Double?
    /// What its title says about the query.
    public var title: TitleEvidence?
    /// Whether a leg of the search found it; others were asked for by their ids.
    public var isFound: Bool
    public var matches: [MatchedWord]
    /// Share of the query's terms that the listing holds, rare ones weighing more: 0 to 1.
    public var coverage: Double?
    public var adjacency: Double?
    /// Dot products of the query's vector with the listing's.
    public var similarities: [VectorField: Double]

    public init(
        _ listing: IndexedListing, words: Double? = nil, title: TitleEvidence? = nil, isFound: Bool = true,
        matches: [MatchedWord] = [],
        coverage: Double? = nil, adjacency: Double? = nil, similarities: [VectorField: Double] = [:]
    ) {
        self.listing = listing
        self.words = words
        self.title = title
        self.isFound = isFound
        self.matches = matches
        self.similarities = similarities
        self.coverage = coverage
        self.adjacency = adjacency
    }
}
