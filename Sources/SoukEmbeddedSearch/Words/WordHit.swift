import SoukSearch

/// A document that the words found.
public struct WordHit: Sendable, Equatable {
    public var rowID: Int64
    /// BM25 with coverage; higher is better. Below 0 only by terms of negative weight.
    public var score: Double
    public var matches: [MatchedWord]
    public var evidence: WordEvidence
}
