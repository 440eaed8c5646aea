/// What to look for and where. ``MatchRule`` says which listings are the result set.
///
/// Without an order, each retriever (the words, each vector) hands in its best `limit` listings of the result set, and
/// the page holds all of them. With an order, the page is cut from the whole result set.
public struct RetrievalRequest: Sendable {
    public var words: WordQuery?
    public var vectors: [VectorQuery]
    /// The model that made the vectors; must be the engine's.
    public var model: String?
    public var filter: SearchFilter
    public var match: MatchRule
    public var order: ScanOrder?
    /// How many listings each retriever hands in at most; with an order, how many the page holds.
    public var limit: Int
    /// Of the page before, in an ordered search.
    public var cursor: String?
    /// Whether a hit that only some retrievers found gets its scores of the others, too.
    public var isCompleted: Bool
    /// Listings that are hits in any case where the filter lets them through, with what every retriever says of
    /// them: for judging, and for comparing chosen listings.
    public var scored: [String]
    /// nil counts none.
    public var facets: FacetRequest?
    /// Whether the page tells how many prices cannot be compared, for want of an exchange rate.
    public var countsPricesWithoutRate: Bool
    /// What the hits bring along of their listings; nil for ids alone.
    public var fields: ListingFields?
    /// When an answer is of no use any more.
    public var deadline: ContinuousClock.Instant?

    public struct VectorQuery: Sendable, Equatable {
        public var field: VectorField
        /// `[dimensions]`, of length 1.
        public var vector: [Float]

        public init(field: VectorField, vector: [Float]) {
            self.field = field
            self.vector = vector
        }
    }

    public init(
        words: WordQuery? = nil, vectors: [VectorQuery] = [], model: String? = nil,
        filter: SearchFilter = SearchFilter(), match: MatchRule = MatchRule(), order: ScanOrder? = nil,
        limit: Int = 200, cursor: String? = nil, isCompleted: Bool = true, scored: [String] = [],
        facets: FacetRequest? = nil,
        countsPricesWithoutRate: Bool = false, fields: ListingFields? = nil,
        deadline: ContinuousClock.Instant? = nil
    ) {
        self.words = words
        self.vectors = vectors
        self.model = model
        self.filter = filter
        self.match = match
        self.order = order
        self.limit = limit
        self.cursor = cursor
        self.isCompleted = isCompleted
        self.scored = scored
        self.facets = facets
        self.countsPricesWithoutRate = countsPricesWithoutRate
        self.fields = fields
        self.deadline = deadline
    }

    /// Refuses what no engine can answer.
    package func validate(_ capabilities: EngineCapabilities) throws(RetrievalError) {
        try filter.validate()
        try facets?.validate()
        try capabilities.check(limit: limit)
        try capabilities.check(limit: match.nearest)
        guard cursor == nil || order != nil else {
            throw .request(
                reason: "a cursor without an order",
                remedy: "Give the order of the first page; a page without an order holds all hits.")
        }
        if let order { try order.check(filter) }
        if let share = match.share, !(0...1).contains(share) {
            throw .request(reason: "a share of \(share) of the words", remedy: "Give 0 to 1.")
        }
        if let given = match.words {
            let wanted = words?.terms.filter { $0.weight > 0 }.map(\.text) ?? []
            guard given.terms.map(\.text).allSatisfy(wanted.contains) else {
                throw .request(
                    reason: "the rule is of other words than the query",
                    remedy: "Give the rule that a page of this query told, or none.")
            }
        }
        guard !vectors.isEmpty else { return }
        let own = capabilities.model
        guard model == own.identity else {
            throw .wrongModel(index: own.identity, query: model ?? "unknown")
        }
        let validation = ListingValidation(dimensions: own.dimensions, fields: own.fields)
        for query in vectors { try validation.check(query.vector, query.field) }
    }
}

/// Which listings to walk over, and how.
public struct ScanRequest: Sendable {
    public var filter: SearchFilter
    public var order: ScanOrder
    public var cursor: String?
    public var limit: Int
    public var fields: ListingFields
    /// Whether parts of an index that cannot be asked may be left out where the task tolerates it; see ``MissingParts``.
    /// A walk over all listings is whole, or an error.
    public var mayBePartial = false

    public init(
        _ filter: SearchFilter = SearchFilter(), order: ScanOrder = .id, after cursor: String? = nil,
        limit: Int = 100, fields: ListingFields = .description
    ) {
        self.filter = filter
        self.order = order
        self.cursor = cursor
        self.limit = limit
        self.fields = fields
    }

    package func validate(_ capabilities: EngineCapabilities) throws(RetrievalError) {
        try filter.validate()
        try capabilities.check(limit: limit)
        try order.check(filter)
    }
}

extension EngineCapabilities {
    package func check(limit: Int) throws(RetrievalError) {
        guard (1...largestLimit).contains(limit) else {
            throw .request(
                reason: "a limit of \(limit)", remedy: "Give a limit from 1 to \(largestLimit).")
        }
    }
}
