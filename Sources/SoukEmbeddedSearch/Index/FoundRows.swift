import SoukSearch

/// The rows that the retrievers found, with each one's score.
struct FoundRows {
    struct Scores {
        var words: RetrievalHit.WordScore?
        var title: TitleEvidence?
        var vectors: [RetrievalHit.VectorScore?]
    }

    private let queries: Int
    private var slots: [Int64: Int] = [:]
    // By slot.
    private var rows: [Int64] = []
    private var bestRanks: [Int] = []
    private var words: [RetrievalHit.WordScore?] = []
    private var titles: [TitleEvidence?] = []
    /// `[slots, queries]`
    private var vectors: [RetrievalHit.VectorScore?] = []

    init(queries: Int) { self.queries = queries }

    mutating func add(_ hit: WordHit, rank: Int?) {
        let slot = add(hit.rowID)
        words[slot] = RetrievalHit.WordScore(
            score: hit.score, rank: rank, matches: hit.matches, evidence: hit.evidence)
        bestRanks[slot] = min(bestRanks[slot], rank ?? .max)
    }

    mutating func add(_ hit: VectorHit, query: Int, rank: Int?) {
        let slot = add(hit.rowID)
        vectors[slot * queries + query] = RetrievalHit.VectorScore(similarity: hit.similarity, rank: rank)
        bestRanks[slot] = min(bestRanks[slot], rank ?? .max)
    }

    /// A hit in any case, found or not; returns its slot.
    @discardableResult mutating func add(_ row: Int64) -> Int {
        if let slot = slots[row] { return slot }
        let slot = rows.count
        slots[row] = slot
        rows.append(row)
        bestRanks.append(.max)
        words.append(nil)
        titles.append(nil)
        for _ in 0..<queries { vectors.append(nil) }
        return slot
    }

    mutating func addTitles(_ evidence: (Int64) throws -> TitleEvidence?) rethrows {
        for slot in rows.indices { titles[slot] = try evidence(rows[slot]) }
    }

    func rows(without query: Int) -> [Int64] {
        rows.indices.filter { vectors[$0 * queries + query] == nil }.map { rows[$0] }
    }

    var rowsWithoutWords: [Int64] { rows.indices.filter { words[$0] == nil }.map { rows[$0] } }

    func scores(of row: Int64) -> Scores? { slots[row].map(scores) }

    /// The best rank of any retriever first, then the older row.
    func ordered() -> [(row: Int64, scores: Scores)] {
        rows.indices.sorted { (bestRanks[$0], rows[$0]) < (bestRanks[$1], rows[$1]) }
            .map { (rows[$0], scores($0)) }
    }

    private func scores(_ slot: Int) -> Scores {
        Scores(
            words: words[slot], title: titles[slot],
            vectors: Array(vectors[slot * queries..<(slot + 1) * queries]))
    }
}
