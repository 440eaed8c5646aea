import SoukAnalysis
import SoukSearch

/// The words retriever over a snapshot of an index's words.
struct WordIndex: Sendable {
    let snapshot: WordSnapshot
    var scoring = WordScoring.standard
    var analyzer = TextAnalyzer()

    /// The best documents for a query, best first; equal scores by row id.
    ///
    /// A query without words, or whose words the index does not hold, finds nothing.
    /// - Parameter allowed: Only these are looked at; nil for all. Scores do not depend on it.
    func search(_ query: WordQuery, allowed: RowSet? = nil, limit: Int) -> [WordHit] {
        guard limit > 0 else { return [] }
        return scorer(query)?.best(limit, among: allowed) ?? []
    }

    /// Plans a query, once for all that is asked about it; nil where nothing can be found.
    func scorer(_ query: WordQuery) -> WordScorer? {
        guard query.emptiness == nil else { return nil }
        let corpus = snapshot.corpus
        guard corpus.documents > 0 else { return nil }
        var planner = QueryPlanner(
            query, scoring: scoring, corpus: corpus, snapshot: snapshot, analyzer: analyzer)
        return WordScorer(
            snapshot, plan: planner.run(), scoring: scoring, corpus: corpus)
    }

    /// The documents that hold a word, in any of its forms, or several words next to each other.
    func rows(holding text: String) -> [Int64] {
        let families = WordFamilies(forms: WordForms(snapshot: snapshot), analyzer: analyzer, stemWeight: 1)
        var rows: Set<Int64> = []
        for sequence in families.sequences(saying: text) where sequence.isKnown {
            for layer in snapshot.layers {
                let reader = LayerReader(layer, [sequence])
                for document in reader.documents(saying: 0) {
                    if sequence.positions.count > 1 {
                        reader.read(document)
                        guard reader.says(0) else { continue }
                    }
                    rows.insert(layer.segment.rows[document])
                }
            }
        }
        return rows.sorted()
    }
}
