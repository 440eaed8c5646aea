import SoukSearch

/// The rows that the retrievers found, with each one's score.
struct FoundRows: Sendable {
    struct Scores: Sendable {
        var words: RetrievalHit.WordScore?
        var title: TitleEvidence?
        var vectors: [RetrievalHit.VectorScore?]

        var bestRank: Int { vectors.reduce(words?.rank ?? .max) { min($0, $1?.rank ?? .max) } }
    }

    private(set) var scores: [Int: Scores] = [:]
    private let none: Scores

    init(queries: Int) { none = Scores(vectors: Array(repeating: nil, count: queries)) }

    var rows: [Int] { Array(scores.keys) }

    /// A hit in any case, found or not.
    mutating func add(_ row: Int) { if scores[row] == nil { scores[row] = none } }

    mutating func add(_ words: RetrievalHit.WordScore, _ row: Int) {
        scores[row, default: none].words = words
    }

    mutating func add(_ title: TitleEvidence?, _ row: Int) { scores[row]?.title = title }

    mutating func add(similarity: Double, rank: Int?, query: Int, _ row: Int) {
        scores[row, default: none].vectors[query] = .init(similarity: Float(similarity), rank: rank)
    }

    func rows(without query: Int) -> [Int] { scores.filter { $0.value.vectors[query] == nil }.map(\.key) }
}
