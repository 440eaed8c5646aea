import SoukSearch

/// The rows of a search's result set, as ``MatchRule`` says, before any filter.
struct ResultRows {
    /// nil for all: nothing is looked for.
    private(set) var found: RowSet?
    private var rule: WordMatch?
    private let byHeldTerms: [UInt32: RowSet]

    init(_ request: RetrievalRequest, _ scorer: WordScorer?, _ store: VectorStore?) throws(RetrievalError) {
        byHeldTerms = scorer?.rowsByHeldTerms() ?? [:]
        guard request.words != nil || !request.vectors.isEmpty else { return }
        var found = RowSet()
        if let query = request.words, let scorer {
            let wanted = scorer.wanted.map(\.term)
            let given = request.match.words.flatMap { $0.terms.map(\.text) == wanted.map(\.text) ? $0 : nil }
            let rule =
                given
                ?? WordMatch(
                    wanted, head: query.head, rarities: scorer.wanted.map(\.rarity), held: byHeldTerms.keys,
                    share: request.match.share)
            for (held, rows) in byHeldTerms where rule.finds(held) { found.formUnion(rows) }
            self.rule = rule
        }
        for query in request.vectors {
            guard let least = request.match.leastSimilarity[query.field], let store else { continue }
            found.formUnion(try store.rows(near: query.vector, field: query.field, atLeast: least))
        }
        self.found = found
    }

    /// Whether a row holds a wanted term, and nothing excluded.
    func holdsWords(_ row: Int64) -> Bool { byHeldTerms.values.contains { $0.contains(row) } }

    /// The nearest of vectors without a least similarity.
    mutating func add(_ rows: some Sequence<Int64>) { for row in rows { found?.insert(row) } }

    /// Those that a filter lets through; nil for all.
    func members(_ allowed: RowSet?) -> RowSet? {
        guard let found else { return allowed }
        return allowed.map { found.intersection($0) } ?? found
    }

    /// The rule, with what the members hold.
    func match(_ members: RowSet?) -> WordMatch? {
        guard var rule else { return nil }
        rule.count(
            byHeldTerms.map { held, rows in
                (held: held, listings: members.map { rows.intersection($0).count } ?? rows.count)
            })
        return rule
    }
}
