import GRDB
import SoukSearch

extension WordIndex {
    /// The best documents for a query, best first; equal scores by row id.
    ///
    /// A query without words, or whose words the index does not hold, finds nothing.
    /// - Parameter allowed: Only these are looked at; nil for all. Scores do not depend on it.
    func search(
        _ query: WordQuery, in db: Database, allowed: RowSet? = nil, limit: Int
    ) throws -> [WordHit] {
        guard limit > 0 else { return [] }
        return try scorer(query, in: db, allowed: allowed)?.best(limit) ?? []
    }

    /// Reads where a query's words stand, once for all that is asked about them; nil where nothing can be found.
    func scorer(_ query: WordQuery, in db: Database, allowed: RowSet? = nil) throws -> WordScorer? {
        guard query.emptiness == nil, allowed?.isEmpty != true else { return nil }
        let corpus = try statistics(in: db)
        guard corpus.documents > 0 else { return nil }
        var planner = try QueryPlanner(
            query, scoring: scoring, corpus: corpus, vocabulary: vocabulary, analyzer: analyzer,
            in: db)
        var scorer = WordScorer(plan: try planner.run(), scoring: scoring, corpus: corpus)
        try scorer.read(allowed: allowed, analyzer: analyzer, in: db)
        return scorer
    }

    /// The documents that hold a word, in any of its forms, or several words next to each other.
    func rows(holding text: String, in db: Database) throws -> [Int64] {
        let families = WordFamilies(forms: WordForms(db: db), analyzer: analyzer, stemWeight: 1)
        let sequences = try families.sequences(saying: text)
        guard !sequences.isEmpty else { return [] }
        var reader = try OccurrenceReader(
            sequences.flatMap { $0.positions.flatMap { $0 } }, allowed: nil, analyzer: analyzer, in: db)
        var rows: Set<Int64> = []
        for sequence in sequences { rows.formUnion(try FoundSequence(sequence, &reader).rowIDs) }
        return rows.sorted()
    }

    private func statistics(in db: Database) throws -> CorpusStatistics {
        let statement = try db.cachedStatement(
            sql: "SELECT documents, title, description, categories FROM wordTotals")
        guard let row = try Row.fetchOne(statement) else {
            return CorpusStatistics(documents: 0, averages: .zero)
        }
        let documents: Double = row[0]
        func average(_ sum: Double) -> Double { documents > 0 ? sum / documents : 0 }
        return CorpusStatistics(
            documents: documents,
            averages: FieldValues(
                title: average(row[1]), description: average(row[2]), categories: average(row[3])))
    }
}
