import Foundation
import GRDB

extension ListingIndex {
    /// Asks every leg for the best listings among those that match the filter.
    ///
    /// - Throws: `wrongModel` when the vectors are of another model than the index, `vector` when their width
    ///   or length is wrong, `request` for a filter or limit without sense.
    public func search(_ request: LegRequest) throws(RetrievalError) -> LegAnswer {
        try request.filter.validate()
        try Self.checkLimit(request.limit)
        try checkVectors(of: request)
        return try read { db in try LegSearch(index: self, request: request, db: db).answer() }
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
    let db: Database

    func answer() throws -> LegAnswer {
        var timings = LegAnswer.Timings()
        let allowed = try timed(&timings.filter) { try allowedRows() }
        let count = try allowed?.count ?? DocumentStore(db: db).count()
        var found = FoundRows(queries: request.vectors.count)
        var scorer: WordScorer?
        if let words = request.words {
            let hits = try timed(&timings.words) {
                scorer = try index.words.scorer(words, in: db, allowed: allowed)
                return scorer?.best(request.limit) ?? []
            }
            for (place, hit) in hits.enumerated() { found.add(hit, rank: place + 1) }
        }
        let store = try vectorStore()
        for (number, query) in request.vectors.enumerated() {
            var seconds = 0.0
            let hits = try timed(&seconds) {
                try store?.search(query.vector, field: query.field, allowed: allowed, limit: request.limit)
                    ?? []
            }
            timings.vectors.append(seconds)
            for (place, hit) in hits.enumerated() { found.add(hit, query: number, rank: place + 1) }
        }
        for id in request.alsoScored {
            guard let row = try DocumentStore(db: db).rowID(of: id), allowed?.contains(row) ?? true else {
                continue
            }
            found.add(row: row)
        }
        if request.isCompleted {
            try timed(&timings.completion) { try complete(&found, store, scorer) }
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
        guard let scorer, let words = request.words else { return }
        for hit in scorer.hits(of: found.rowsWithoutWords) { found.add(hit, rank: nil) }
        var matcher = try TitleMatcher(scorer.plan, query: words, in: db)
        try found.addTitles { try matcher?.evidence(rowID: $0) }
    }

    /// Rows that a concurrent write took away have no id any more and are left out.
    private func candidates(_ found: FoundRows) throws -> [LegAnswer.Candidate] {
        let ordered = found.ordered()
        let ids = try DocumentStore(db: db).ids(of: ordered.map(\.row))
        return ordered.compactMap { row, scores in
            ids[row].map { LegAnswer.Candidate(
                    id: $0, words: scores.words, title: scores.title, vectors: scores.vectors) }
        }
    }

    private func timed<Value>(_ seconds: inout Double, _ body: () throws -> Value) rethrows -> Value {
        let start = ContinuousClock.now
        let value = try body()
        seconds = (ContinuousClock.now - start) / .seconds(1)
        return value
    }
}
