package import SoukSearch

/// A document that the words found.
package struct WordHit: Sendable, Equatable {
    package var rowID: Int64
    /// BM25 with coverage; higher is better. Below 0 only by terms of negative weight.
    package var score: Double
    package var matches: [MatchedWord]
    package var evidence: WordEvidence
}
