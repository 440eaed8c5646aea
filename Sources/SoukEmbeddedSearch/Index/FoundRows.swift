import SoukSearch

/// The rows that the retrievers found, with each one's score.
struct FoundRows {
    struct Scores {
        var words: RetrievalHit.WordScore?
        var title: TitleEvidence?
        var vectors: [RetrievalHit.VectorScore?]

        var bestRank: Int {
            vectors.reduce(words?.rank ?? .max) { min($0, $1?.rank ?? .max) }
        }
    }

    private var scores: [Int64: Scores] = [:]
    private let none: Scores

    init(queries: Int) { none = Scores(vectors: Array(repeating: nil, count: queries)) }

    mutating func add(_ hit: WordHit, rank: Int?) {
        scores[hit.rowID, default: none].words = RetrievalHit.WordScore(
            score: hit.score, rank: rank, matches: hit.matches, evidence: hit.evidence)
    }

    mutating func add(_ hit: VectorHit, query: Int, rank: Int?) {
        let score = RetrievalHit.VectorScore(similarity: hit.similarity, rank: rank)
        scores[hit.rowID, default: none].vectors[query] = score
    }

    /// A hit in any case, found or not.
    mutating func add(_ row: Int64) {
        if scores[row] == nil { scores[row] = none }
    }

    mutating func addTitles(_ evidence: (Int64) throws -> TitleEvidence?) rethrows {
        for row in Array(scores.keys) { scores[row]?.title = try evidence(row) }
    }

    func rows(without query: Int) -> [Int64] {
        scores.filter { $0.value.vectors[query] == nil }.map(\.key)
    }

    var rowsWithoutWords: [Int64] { scores.filter { $0.value.words == nil }.map(\.key) }

    /// The best rank of any retriever first, then the older row.
    func ordered() -> [(row: Int64, scores: Scores)] {
        scores.map { (best: $0.value.bestRank, row: $0.key, scores: $0.value) }
            .sorted { ($0.best, $0.row) < ($1.best, $1.row) }
            .map { ($0.row, $0.scores) }
    }

}
