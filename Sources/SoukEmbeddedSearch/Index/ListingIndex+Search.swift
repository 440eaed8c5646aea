import Foundation
import GRDB
import Tracing

extension ListingIndex {
    /// Asks every leg for the best listings among those that match the filter.
    ///
    /// - Throws: `wrongModel` when the vectors are of another model than the index, `vector` when their width
    ///   or length is wrong, `request` for a filter or limit without sense.
    public func search(_ request: LegRequest) throws(RetrievalError) -> LegAnswer {
        try request.filter.validate()
        try Self.checkLimit(request.limit)
        try checkVectors(of: request)
        let parent = InstrumentationContext.current ?? .topLevel
        return try read { db in
            try LegSearch(index: self, request: request, parent: parent, db: db).answer()
        }
    }

    private func checkVectors(of request: LegRequest) throws(RetrievalError) {
        guard !request.vectors.isEmpty else { return }
        guard request.model == model.identity else {
            throw .wrongModel(index: model.identity, query: request.model ?? "unknown")
        }
        let validation = ListingValidation(dimensions: model.dimensions, fields: model.fields)
        for query in request.vectors { try validation.check(query.vector, query.field) }
    }
}

/// One search in one consistent view of the documents.
struct LegSearch {
    let index: ListingIndex
    let request: LegRequest
    /// What the spans of the stages belong to.
    let parent: InstrumentationContext
    let db: Database

    func answer() throws -> LegAnswer {
        var timings = LegAnswer.Timings()
        let allowed = try timed("filter", &timings.filter) { try allowedRows() }
        let count = try allowed?.count ?? DocumentStore(db: db).count()
        var found = FoundRows(queries: request.vectors.count)
        var scorer: WordScorer?
        if let words = request.words {
            let hits = try timed("retrieve words", &timings.words) {
                scorer = try index.words.scorer(words, in: db, allowed: allowed)
                return scorer?.best(request.limit) ?? []
            }
            for (place, hit) in hits.enumerated() { found.add(hit, rank: place + 1) }
        }
        let store = try vectorStore()
        for (number, query) in request.vectors.enumerated() {
            var seconds = 0.0
            let hits = try timed("retrieve vectors", &seconds) {
                try store?.search(query.vector, field: query.field, allowed: allowed, limit: request.limit)
                    ?? []
            }
            timings.vectors.append(seconds)
            for (place, hit) in hits.enumerated() { found.add(hit, query: number, rank: place + 1) }
        }
        if request.isCompleted {
            try timed("complete scores", &timings.completion) { try complete(&found, store, scorer) }
        }
        return LegAnswer(candidates: try candidates(found), matching: count, timings: timings)
    }

    /// nil where all are allowed.
    private func allowedRows() throws -> RowSet? {
        guard !request.filter.isEmpty else { return nil }
        let version = try Settings.version(db)
        return try index.matching.rows(request.filter, version: version, words: index.words, db)
    }

    private func vectorStore() throws -> VectorStore? {
        let version = try Settings.get(Settings.vectorVersion, as: Int.self, db) ?? 0
        return try index.vectors?.store(version: version)
    }

    /// Scores what a leg did not reach within its limit.
    private func complete(_ found: inout FoundRows, _ store: VectorStore?, _ scorer: WordScorer?) throws {
        for (number, query) in request.vectors.enumerated() {
            for row in found.rows(without: number) {
                guard let vector = store?.vector(row, query.field) else { continue }
                let similarity = zip(vector, query.vector).reduce(0) { $0 + $1.0 * $1.1 }
                found.add(VectorHit(rowID: row, similarity: similarity), query: number, rank: nil)
            }
        }
        for hit in scorer?.hits(of: found.rowsWithoutWords) ?? [] { found.add(hit, rank: nil) }
    }

    /// Rows that a concurrent write took away have no id any more and are left out.
    private func candidates(_ found: FoundRows) throws -> [LegAnswer.Candidate] {
        let ordered = found.ordered()
        let ids = try DocumentStore(db: db).ids(of: ordered.map(\.row))
        return ordered.compactMap { row, scores in
            ids[row].map { LegAnswer.Candidate(id: $0, words: scores.words, vectors: scores.vectors) }
        }
    }

    private func timed<Value>(
        _ stage: String, _ seconds: inout Double, _ body: () throws -> Value
    ) rethrows -> Value {
        let start = ContinuousClock.now
        let value = try withSpan(stage, context: parent) { _ in try body() }
        seconds = (ContinuousClock.now - start) / .seconds(1)
        return value
    }
}
