public import SoukSearch

/// A listing that some retriever of a search brought up, with what each retriever said of it.
public struct Candidate: Sendable {
    public var listing: IndexedListing
    /// BM25, higher is better; nil when the words did not find it.
    public var words: Double?
    /// What its title says about the query.
    public var title: TitleEvidence?
    /// Whether a retriever of the search found it; others were asked for by their ids.
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

extension [RetrievalHit] {
    /// What the retrievers found, for the ranking; hits whose listing is gone are left out.
    ///
    /// - Parameter fields: of the vector queries, in their order.
    package func candidates(_ fields: [VectorField], _ capabilities: EngineCapabilities) -> [Candidate] {
        compactMap { hit in
            guard let listing = hit.listing else { return nil }
            var similarities: [VectorField: Double] = [:]
            for (field, score) in zip(fields, hit.vectors) {
                similarities[field] = score.map { Double($0.similarity) }
            }
            return Candidate(
                listing, words: hit.words?.score, title: hit.title, isFound: hit.isFound,
                matches: hit.words?.matches ?? [],
                coverage: hit.words?.evidence.coverage,
                adjacency: capabilities.hasPositions ? hit.words?.evidence.adjacency : nil,
                similarities: similarities)
        }
    }
}
