/// What the retrievers of a search found, with raw scores; fusing them is the ranking's work.
public struct RetrievalPage: Sendable {
    /// Each listing once: in the request's order, or else the best rank of any retriever first.
    public var hits: [RetrievalHit]
    /// Of the result set, each facet without the filter's condition on it.
    public var facets: FacetCounts?
    /// How many listings the result set has.
    public var total: Int
    /// What the words demanded; nil without words that can be looked for.
    public var match: WordMatch?
    /// How many of the engine's listings, whatever the filter, have prices of each currency that has no exchange
    /// rate: they meet no bound on the price, and come last in orders by price. Empty where it was not asked for.
    public var pricesWithoutRate: [String: Int]
    public var exactness: Exactness
    /// Of the next page in an ordered search; nil after the last.
    public var cursor: String?
    public var timings: Timings

    public init(
        hits: [RetrievalHit], facets: FacetCounts? = nil, total: Int, match: WordMatch? = nil,
        pricesWithoutRate: [String: Int] = [:], exactness: Exactness = .exact,
        cursor: String? = nil, timings: Timings = Timings()
    ) {
        self.hits = hits
        self.facets = facets
        self.total = total
        self.match = match
        self.pricesWithoutRate = pricesWithoutRate
        self.exactness = exactness
        self.cursor = cursor
        self.timings = timings
    }

    /// In seconds.
    public struct Timings: Sendable, Equatable {
        public var filter = 0.0
        public var words = 0.0
        /// Finding the result set.
        public var match = 0.0
        /// One for each vector query.
        public var vectors: [Double] = []
        /// Adding the scores that single retrievers did not reach.
        public var completion = 0.0
        public var facets = 0.0

        public init() {}
    }
}

/// One listing of a page, with what each retriever says of it.
public struct RetrievalHit: Sendable, Identifiable {
    public var id: String
    /// nil where the listing holds no wanted word, or none was asked for.
    public var words: WordScore?
    /// What its title says about the query; nil without words, for a listing without a title, and from an engine that
    /// does not know.
    public var title: TitleEvidence?
    /// One for each vector query, in its order; nil where the listing has no vector of that field.
    public var vectors: [VectorScore?]
    /// With the fields that were asked for.
    public var listing: IndexedListing?

    public init(
        id: String, words: WordScore? = nil, title: TitleEvidence? = nil, vectors: [VectorScore?] = [],
        listing: IndexedListing? = nil
    ) {
        self.id = id
        self.words = words
        self.title = title
        self.vectors = vectors
        self.listing = listing
    }

    /// Whether a retriever found it within its limit; others were asked for by their ids.
    public var isFound: Bool { words?.rank != nil || vectors.contains { $0?.rank != nil } }

    /// A hit of a page in an order has scores alone.
    package mutating func forgetRanks() {
        words?.rank = nil
        for place in vectors.indices { vectors[place]?.rank = nil }
    }

    public struct WordScore: Sendable, Equatable {
        /// Higher is better; only scores of one answer compare.
        public var score: Double
        /// From 1; nil when the retriever itself stopped before it.
        public var rank: Int?
        public var matches: [MatchedWord]
        public var evidence: WordEvidence

        public init(score: Double, rank: Int?, matches: [MatchedWord], evidence: WordEvidence) {
            self.score = score
            self.rank = rank
            self.matches = matches
            self.evidence = evidence
        }
    }

    public struct VectorScore: Sendable, Equatable {
        /// Cosine, -1...1.
        public var similarity: Float
        /// From 1; nil when the retriever itself stopped before it.
        public var rank: Int?

        public init(similarity: Float, rank: Int?) {
            self.similarity = similarity
            self.rank = rank
        }
    }
}

/// What of a page is exact; the rest is an estimate, and is to be shown as one.
public struct Exactness: Sendable, Codable, Equatable {
    public var total: Bool
    public var facets: Bool
    /// Whether every hit of the vectors is there.
    public var vectors: Bool

    public init(total: Bool, facets: Bool, vectors: Bool) {
        self.total = total
        self.facets = facets
        self.vectors = vectors
    }

    public static let exact = Exactness(total: true, facets: true, vectors: true)
}

/// Some listings of a scan.
public struct ScanPage: Sendable, Equatable {
    public var listings: [IndexedListing]
    /// Where the next page begins; nil after the last.
    public var next: String?

    public init(listings: [IndexedListing], next: String? = nil) {
        self.listings = listings
        self.next = next
    }
}
