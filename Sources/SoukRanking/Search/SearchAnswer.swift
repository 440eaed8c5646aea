public import SoukSearch

/// What a search found, and how.
public struct SearchAnswer: Sendable, Codable {
    /// Results of this page, the best first.
    public var results: [RankedResult]
    public var verdict: Verdict
    /// How the request was read; nil on later pages.
    public var query: UnderstoodQuery?
    /// The conditions that every result meets: understood and chosen.
    public var filter: SearchFilter?
    /// How many listings the search finds: what all pages hold together, folded duplicates included. nil on later
    /// pages.
    public var matching: Int?
    public var facets: FacetCounts?
    /// For the next page; nil after the last.
    public var cursor: String?
    public var timings: SearchTimings
    /// The generation of the index that answered.
    public var generation: String
    /// Why the answer is less than it could be; nil where nothing is missing.
    public var degraded: [Degradation]?
    /// Parts of the index that were not asked, for people; nil where the answer is whole.
    public var missing: [String]?

    public enum Verdict: String, Sendable, Codable {
        /// The best result is probably what the buyer wants.
        case relevant
        /// Nothing serves the buyer; the results, if any, are only the nearest.
        case nothingRelevant
        /// Nobody can tell: there are no words, or the workspace has no calibration.
        case unjudged
    }
}

/// Where the time went, in milliseconds.
public struct SearchTimings: Sendable, Codable, Equatable {
    public var understanding = 0.0
    public var encoding = 0.0
    public var filter = 0.0
    public var words = 0.0
    public var vectors = 0.0
    public var fusion = 0.0
    public var facets = 0.0
    public var total = 0.0

    public init() {}
}
