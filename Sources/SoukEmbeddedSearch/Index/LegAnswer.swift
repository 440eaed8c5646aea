/// What the legs of a search found, with raw scores; fusing them is the ranking's work.
public struct LegAnswer: Sendable {
    /// Each listing once, the best rank of any leg first.
    public var candidates: [Candidate]
    /// How many listings match the filter, found by a leg or not.
    public var matching: Int
    public var timings: Timings

    public struct Candidate: Sendable, Identifiable {
        public var id: String
        public var words: WordScore?
        /// What its title says about the query; nil without words, or for a listing without a title.
        public var title: TitleEvidence?
        /// One for each vector query, in its order; nil where the listing lacks that channel.
        public var vectors: [VectorScore?]

        /// Whether a leg found it within its limit; others were asked for by their ids.
        public var isFound: Bool {
            words?.rank != nil || vectors.contains { $0?.rank != nil }
        }
    }

    public struct WordScore: Sendable {
        /// BM25, higher is better.
        public var score: Double
        /// From 1; nil when the leg itself stopped before it.
        public var rank: Int?
        public var matches: [MatchedWord]
        public var evidence: WordEvidence
    }

    public struct VectorScore: Sendable, Equatable {
        /// Cosine, -1...1.
        public var similarity: Float
        /// From 1; nil when the leg itself stopped before it.
        public var rank: Int?
    }

    /// In seconds.
    public struct Timings: Sendable, Equatable {
        public var filter = 0.0
        public var words = 0.0
        /// One for each vector query.
        public var vectors: [Double] = []
        /// Adding the scores that single legs did not reach.
        public var completion = 0.0
    }
}
