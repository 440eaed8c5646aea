/// The rows that the legs found, with each leg's score.
struct FoundRows {
    struct Scores {
        var words: LegAnswer.WordScore?
        var vectors: [LegAnswer.VectorScore?]

        var bestRank: Int { ([words?.rank] + vectors.map { $0?.rank }).compactMap { $0 }.min() ?? .max }
    }

    let queries: Int
    private var scores: [Int64: Scores] = [:]

    init(queries: Int) { self.queries = queries }

    mutating func add(_ hit: WordHit, rank: Int?) {
        self[hit.rowID].words = LegAnswer.WordScore(
            score: hit.score, rank: rank, matches: hit.matches, evidence: hit.evidence)
    }

    mutating func add(_ hit: VectorHit, query: Int, rank: Int?) {
        self[hit.rowID].vectors[query] = LegAnswer.VectorScore(similarity: hit.similarity, rank: rank)
    }

    func rows(without query: Int) -> [Int64] {
        scores.filter { $0.value.vectors[query] == nil }.map(\.key)
    }

    var rowsWithoutWords: [Int64] { scores.filter { $0.value.words == nil }.map(\.key) }

    /// The best rank of any leg first, then the older row.
    func ordered() -> [(row: Int64, scores: Scores)] {
        scores.map { ($0.key, $0.value) }.sorted { ($0.1.bestRank, $0.0) < ($1.1.bestRank, $1.0) }
    }

    private subscript(row: Int64) -> Scores {
        get { scores[row] ?? Scores(vectors: Array(repeating: nil, count: queries)) }
        set { scores[row] = newValue }
    }
}
