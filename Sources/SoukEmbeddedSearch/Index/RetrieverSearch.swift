import GRDB
import SoukCatalog
import SoukSearch
import Tracing

extension ListingIndex {
    /// Asks every retriever for the best listings among those that match the filter, or cuts a page in an order.
    ///
    /// - Throws: `wrongModel` when the vectors are of another model than the index, `vector` when their width
    ///   or length is wrong, `request` for a filter or limit without sense.
    func search(
        _ request: RetrievalRequest, _ stop: StopSignal = StopSignal(),
        parent: InstrumentationContext = .topLevel
    ) throws -> RetrievalPage {
        try request.validate(capabilities)
        BlockingCalls.note("a read of the index")
        do {
            return try currentView { db in
                try RetrieverSearch(
                    index: self, words: wordIndex(db), request: request, stop: stop, parent: parent, db: db
                ).page()
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            throw RetrievalError(wrapping: error, path: pool.path)
        }
    }
}

/// One search in one consistent view of the documents.
struct RetrieverSearch {
    let index: ListingIndex
    let words: WordIndex
    let request: RetrievalRequest
    let stop: StopSignal
    /// What the spans of the stages belong to.
    let parent: InstrumentationContext
    let db: Database

    func page() throws -> RetrievalPage {
        try stop.check()
        var timings = RetrievalPage.Timings()
        let allowed = try timed("filter", &timings.filter) { try allowedRows() }
        let scorer = request.words.flatMap { query in
            timed("look up words", &timings.words) { words.scorer(query) }
        }
        let store = try index.vectorStore(db)
        var results = try timed("match", &timings.match) { try ResultRows(request, scorer, store) }
        var page =
            try request.order.map { try ordered($0, scorer, allowed, &results, timings) }
            ?? best(scorer, allowed, &results, timings)
        let members = results.members(allowed)
        page.total = members?.count ?? words.snapshot.count
        page.match = results.match(members)
        page.exactness.facets = request.match.isIndependentOfFilter(request.vectors)
        try stop.check()
        if let facets = request.facets {
            page.facets = try timed("facets", &page.timings.facets) {
                try index.facets(request.filter, facets, among: results.found, db)
            }
        }
        if request.countsPricesWithoutRate {
            page.pricesWithoutRate = try index.pricesWithoutRate.value(Settings.version(db)) {
                words.snapshot.pricesWithoutRate(try index.rates(db))
            }
        }
        return page
    }

    // MARK: The best of every retriever

    private func best(
        _ scorer: WordScorer?, _ allowed: RowSet?, _ results: inout ResultRows,
        _ spent: RetrievalPage.Timings
    ) throws -> RetrievalPage {
        var timings = spent
        let members = results.members(allowed)
        var found = FoundRows(queries: request.vectors.count)
        if let scorer {
            var seconds = 0.0
            timed("retrieve words", &seconds) {
                for (place, hit) in scorer.best(request.limit, among: members).enumerated() {
                    found.add(hit, rank: place + 1)
                }
            }
            timings.words += seconds
        }
        let store = try index.vectorStore(db)
        for (number, query) in request.vectors.enumerated() {
            try stop.check()
            var seconds = 0.0
            let isBounded = request.match.leastSimilarity[query.field] != nil
            let hits = try timed("retrieve vectors", &seconds) {
                try store?.search(
                    query.vector, field: query.field, allowed: isBounded ? members : allowed,
                    limit: isBounded ? request.limit : request.match.nearest) ?? []
            }
            timings.vectors.append(seconds)
            if !isBounded { results.add(hits.map(\.rowID)) }
            for (place, hit) in hits.prefix(request.limit).enumerated() {
                found.add(hit, query: number, rank: place + 1)
            }
        }
        for row in try DocumentStore(db: db).rowIDs(of: request.scored)
        where allowed?.contains(row) ?? true { found.add(row) }
        if request.isCompleted || !request.scored.isEmpty {
            try timed("complete scores", &timings.completion) { try complete(&found, store, scorer, results) }
        }
        return RetrievalPage(hits: try hits(found, store), total: 0, timings: timings)
    }

    /// Scores what a retriever did not reach within its limit.
    private func complete(
        _ found: inout FoundRows, _ store: VectorStore?, _ scorer: WordScorer?, _ results: ResultRows
    ) throws {
        for (number, query) in request.vectors.enumerated() {
            let rows = found.rows(without: number)
            let known = try store?.similarities(of: rows, to: query.vector, field: query.field) ?? []
            for (row, similarity) in zip(rows, known) {
                guard let similarity else { continue }
                found.add(VectorHit(rowID: row, similarity: similarity), query: number, rank: nil)
            }
        }
        guard let scorer, let query = request.words else { return }
        for hit in scorer.hits(of: found.rowsWithoutWords, where: results.holdsWords) {
            found.add(hit, rank: nil)
        }
        var matcher = TitleMatcher(scorer, query: query, analyzer: words.analyzer)
        found.addTitles { matcher?.evidence(rowID: $0) }
    }

    private func hits(_ found: FoundRows, _ store: VectorStore?) throws -> [RetrievalHit] {
        let reader = reader(store)
        return try found.ordered().compactMap { row, scores in try hit(row, scores, reader) }
    }

    /// nil where no listings are asked for.
    private func reader(_ store: VectorStore?) -> ListingReader? {
        request.fields.map { ListingReader(documents: DocumentStore(db: db), store: store, fields: $0) }
    }

    /// nil for a row that is gone.
    private func hit(
        _ row: Int64, _ scores: FoundRows.Scores?, _ reader: ListingReader?
    ) throws -> RetrievalHit? {
        guard let place = words.snapshot.place(of: row) else { return nil }
        let columns = words.snapshot.layers[place.layer].segment.columns
        var hit = RetrievalHit(
            id: columns.id(place.document), words: scores?.words, title: scores?.title,
            vectors: scores?.vectors ?? [])
        hit.listing = try reader?.listing(row, place.document, columns)
        return hit
    }

    // MARK: A page in an order

    private func ordered(
        _ order: ScanOrder, _ scorer: WordScorer?, _ allowed: RowSet?, _ results: inout ResultRows,
        _ spent: RetrievalPage.Timings
    ) throws -> RetrievalPage {
        var timings = spent
        let store = try index.vectorStore(db)
        for query in request.vectors where request.match.leastSimilarity[query.field] == nil {
            let hits = try store?.search(
                query.vector, field: query.field, allowed: allowed, limit: request.match.nearest)
            results.add((hits ?? []).map(\.rowID))
        }
        try stop.check()
        let members = results.members(allowed)
        var found = FoundRows(queries: request.vectors.count)
        let walked = WalkedListings(
            filter: request.filter, order: order,
            sought: results.found.map { _ in
                "\(request.words?.terms ?? []) \(request.words?.exclusions ?? []) \(request.vectors)"
            })
        let (rows, next) = try timed("cut a page", &timings.filter) {
            try index.page(of: walked, after: request.cursor, limit: request.limit, among: members, db)
        }
        for row in rows { found.add(row) }
        try timed("complete scores", &timings.completion) { try complete(&found, store, scorer, results) }
        let reader = reader(store)
        return RetrievalPage(
            hits: try rows.compactMap { row in try hit(row, found.scores(of: row), reader) }, total: 0,
            cursor: next,
            timings: timings)
    }

    // MARK: Parts

    /// nil where all are allowed.
    private func allowedRows() throws -> RowSet? {
        guard !request.filter.isEmpty else { return nil }
        let version = try Settings.version(db)
        return try index.matching.rows(
            request.filter, version: version, words: words, rates: index.rates(db), db)
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
