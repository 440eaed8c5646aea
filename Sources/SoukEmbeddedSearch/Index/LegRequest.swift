/// What to look for and where: every leg searches the same listings, those that match the filter.
public struct LegRequest: Sendable {
    public var words: WordQuery?
    public var vectors: [VectorQuery]
    /// The model that made the vectors; must be the index's.
    public var model: String?
    public var filter: SearchFilter
    /// How many listings each leg hands in at most.
    public var limit: Int
    /// Whether a candidate that only some legs found gets its scores of the others, too.
    public var isCompleted: Bool
    /// Listings that get the scores of every leg whether or not one finds them, if they match the filter.
    public var alsoScored: Set<String>

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
        filter: SearchFilter = SearchFilter(), limit: Int = 200, isCompleted: Bool = true,
        alsoScored: Set<String> = []
    ) {
        self.words = words
        self.vectors = vectors
        self.model = model
        self.filter = filter
        self.limit = limit
        self.isCompleted = isCompleted
        self.alsoScored = alsoScored
    }
}
