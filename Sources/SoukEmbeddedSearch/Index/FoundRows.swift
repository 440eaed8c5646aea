/// The rows that the legs found, with each leg's score.
struct FoundRows {
    struct Scores {
        var words: LegAnswer.WordScore?
        var title: TitleEvidence?
        var vectors: [LegAnswer.VectorScore?]

        var bestRank: Int {
            vectors.reduce(words?.rank ?? .max) { min($0, $1?.rank ?? .max) }
        }
    }

    private var scores: [Int64: Scores] = [:]
    private let none: Scores

    init(queries: Int) { none = Scores(vectors: Array(repeating: nil, count: queries)) }

    mutating func add(_ hit: WordHit, rank: Int?) {
        scores[hit.rowID, default: none].words = LegAnswer.WordScore(
            score: hit.score, rank: rank, matches: hit.matches, evidence: hit.evidence)
    }

    mutating func add(_ hit: VectorHit, query: Int, rank: Int?) {
        let score = LegAnswer.VectorScore(similarity: hit.similarity, rank: rank)
        scores[hit.rowID, default: none].vectors[query] = score
    }

    /// Notes a row that nobody has found yet.
    mutating func add(row: Int64) { if scores[row] == nil { scores[row] = none } }

    mutating func addTitles(_ evidence: (Int64) throws -> TitleEvidence?) rethrows {
        for row in Array(scores.keys) { scores[row]?.title = try evidence(row) }
    }

    func rows(without query: Int) -> [Int64] {
        scores.filter { $0.value.vectors[query] == nil }.map(\.key)
    }

    var rowsWithoutWords: [Int64] { scores.filter { $0.value.words == nil }.map(\.key) }

    /// The best rank of any leg first, then the older row.
    func ordered() -> [(row: Int64, scores: Scores)] {
        scores.map { (best: $0.value.bestRank, row: $0.key, scores: $0.value) }
            .sorted { ($0.best, $0.row) < ($1.best, $1.row) }
            .map { ($0.row, $0.scores) }
    }

}
