import SoukAnalysis
import SoukSearch

/// What one shard does for a search, in one consistent view of it. ``SearchRun`` asks the shards.
struct RetrieverSearch: Sendable {
    let shard: PostgresShard
    let request: RetrievalRequest
    let connection: PostgresConnection

    var schema: GenerationSchema { shard.schema }
    var deadline: ContinuousClock.Instant? { request.deadline }

    /// What the stages share.
    struct View: Sendable {
        var state: GenerationState
        /// Of all shards.
        var corpus: CorpusStatistics
        var conditions: FilterConditions
        var plan: WordPlan?
        var results: ResultSet
    }

    func state() async throws -> (state: GenerationState, words: VocabularyWords) {
        let state = try await GenerationState.read(schema, on: connection, until: deadline)
        return (state, try await shard.vocabulary.words(at: state.version, of: schema, on: connection))
    }

    /// - Parameter plan: by this shard's numbers.
    func view(
        _ state: GenerationState, _ words: VocabularyWords, _ corpus: CorpusStatistics, _ plan: WordPlan?
    ) -> View {
        let planner = WordPlanner(WordQuery(""), words: words, corpus: corpus, analyzer: shard.analyzer) {
            _ in
            false
        }
        let excluded = request.filter.excludedWords.compactMap { planner.sequence(saying: $0) }
        return View(
            state: state, corpus: corpus,
            conditions: FilterConditions(schema: schema, rates: state.rates, excluded: excluded), plan: plan,
            results: ResultSet(
                schema: schema, plan: plan,
                looksForSomething: plan != nil || !request.vectors.isEmpty))
    }

    // MARK: The result set

    /// The rows that are near enough by a field with a least similarity.
    func similar() async throws -> [Int] {
        var similar: [Int] = []
        for query in request.vectors {
            guard let least = request.match.leastSimilarity[query.field] else { continue }
            let rows = try await connection.run(
                """
                SELECT row_id FROM \(schema.vectors(query.field)) WHERE -(vector <#> $1::halfvec) >= $2
                """, [.halfVector(query.vector), .double(Double(least))],
                name: "\(schema.name) near \(query.field.rawValue)", until: deadline)
            similar += rows.map { $0.int(0) ?? 0 }
        }
        return similar
    }

    /// Which of the wanted terms listings hold, and how many listings hold just these.
    ///
    /// - Parameter members: only listings of the result set; else all that hold anything.
    func kinds(_ view: View, members: Bool = false) async throws -> [(held: UInt32, listings: Int)] {
        guard let plan = view.plan else { return [] }
        var sql = SQLBuilder()
        let among =
            members ? member(view, &sql) : WordConditions(schema: schema).matches(plan, &sql)
        guard let among else { return [] }
        let rows = try await connection.run(
            """
            SELECT \(view.results.held(&sql)), count(*) FROM \(schema.listings) l WHERE \(among) GROUP BY 1
            """, sql.parameters, until: deadline)
        return rows.map { (UInt32(truncatingIfNeeded: $0.int(0) ?? 0), $0.int(1) ?? 0) }
    }

    /// A listing of the result set; nil where there is none.
    func member(_ view: View, _ sql: inout SQLBuilder) -> String? {
        guard let found = view.results.condition(&sql) else { return nil }
        return "\(view.conditions.sql(request.filter, &sql)) AND \(found)"
    }

    /// How many listings the result set has.
    func total(_ view: View) async throws -> Int {
        if !view.results.looksForSomething { return try await matching(view) }
        return try await count { self.member(view, &$0) }
    }

    /// How many listings match the filter.
    func matching(_ view: View) async throws -> Int {
        if request.filter.isEmpty { return view.state.corpus.listings }
        return try await count { view.conditions.sql(request.filter, &$0) }
    }

    private func count(_ condition: (inout SQLBuilder) -> String?) async throws -> Int {
        var sql = SQLBuilder()
        guard let condition = condition(&sql) else { return 0 }
        let rows = try await connection.run(
            "SELECT count(*) FROM \(schema.listings) l WHERE \(condition)", sql.parameters, until: deadline)
        return rows.first?.int(0) ?? 0
    }

    /// Whether any listing has the words next to each other.
    func standTogether(_ spoken: [String], _ words: VocabularyWords) async throws -> Bool {
        let forms = spoken.compactMap { words.find($0) }
        guard forms.count == spoken.count else { return false }
        let sequence = WordSequence(
            positions: forms.map {
                [SoughtForm(number: $0.number, form: $0.form, weight: 1, how: .exact, listings: $0.listings)]
            }, how: .compound)
        var sql = SQLBuilder()
        let says = WordConditions(schema: schema).says(sequence, &sql)
        let rows = try await connection.run(
            "SELECT 1 FROM \(schema.listings) l WHERE \(says) LIMIT 1", sql.parameters, until: deadline)
        return rows.count > 0
    }

    // MARK: The best of every retriever

    /// The nearest listings by a vector: of the result set where its field has a least similarity, or else of all that
    /// match the filter.
    func nearest(
        _ query: RetrievalRequest.VectorQuery, _ view: View, matching: Int
    ) async throws -> VectorRetriever.Found {
        let isBounded = request.match.leastSimilarity[query.field] != nil
        let retriever = VectorRetriever(
            schema: schema,
            condition: {
                isBounded ? member(view, &$0) : view.conditions.sql(request.filter, &$0)
            },
            matching: isBounded ? 0 : matching, hasGraph: view.state.hasGraph, connection: connection,
            deadline: deadline)
        return try await retriever.nearest(query, limit: isBounded ? request.limit : request.match.nearest)
    }

    /// The best listings by words, best first. A few more are looked at than are wanted, since the stored strengths
    /// choose a little otherwise than exact scores.
    func words(_ view: View) async throws -> [(row: Int, score: RetrievalHit.WordScore)] {
        var sql = SQLBuilder()
        guard let plan = view.plan, let member = member(view, &sql),
            let holds = WordConditions(schema: schema).matches(plan, &sql)
        else { return [] }
        let condition = "\(holds) AND \(member)"
        let scored = WordConditions(schema: schema).scored(plan, &sql)
        let looked = request.limit + request.limit / 4 + 16
        let rows = try await connection.run(
            """
            SELECT l.row_id FROM \(scored) WHERE \(condition)
            ORDER BY s.score DESC, l.row_id LIMIT \(sql.bind(.int(looked)))
            """, sql.parameters, until: deadline)
        let candidates = rows.map { $0.int(0) ?? 0 }
        let texts = try await texts(candidates, plan, view)
        let scorer = WordScorer(plan: plan, corpus: view.corpus)
        let exact = candidates.compactMap { row in
            texts[row].flatMap(scorer.score).map { (row: row, score: $0) }
        }
        return Array(
            exact.sorted { ($1.score.score, $0.row) < ($0.score.score, $1.row) }.prefix(request.limit))
    }

    private func texts(_ rows: [Int], _ plan: WordPlan, _ view: View) async throws -> [Int: FoundText] {
        guard !rows.isEmpty else { return [:] }
        let found = try await connection.run(
            """
            SELECT t.row_id, t.words, l.title_words, l.description_words, l.category_words
            FROM \(schema.texts) t JOIN \(schema.listings) l ON l.row_id = t.row_id
            WHERE t.row_id = ANY ($1)
            """, [.ints(rows)], name: "\(schema.name) words", until: deadline)
        let forms = WordScorer(plan: plan, corpus: view.corpus).forms
        var texts: [Int: FoundText] = [:]
        for row in found.map({ $0 }) {
            let lengths = FieldValues(
                title: Double(row.int(2) ?? 0), description: Double(row.int(3) ?? 0),
                categories: Double(row.int(4) ?? 0))
            texts[row.int(0) ?? 0] = FoundText(words: row.bytes(1) ?? [], forms: forms, lengths: lengths)
        }
        return texts
    }

    func scored(_ view: View) async throws -> [Int] {
        guard !request.scored.isEmpty else { return [] }
        var sql = SQLBuilder()
        let filter = view.conditions.sql(request.filter, &sql)
        let ids = sql.bind(.texts(request.scored))
        return try await connection.run(
            "SELECT l.row_id FROM \(schema.listings) l WHERE l.id = ANY (\(ids)) AND \(filter)",
            sql.parameters, until: deadline
        ).map { $0.int(0) ?? 0 }
    }

    /// Scores what a retriever did not reach within its limit.
    func completed(_ given: FoundRows, _ view: View) async throws -> FoundRows {
        var found = given
        for (number, query) in request.vectors.enumerated() {
            let rows = found.rows(without: number)
            guard !rows.isEmpty else { continue }
            let similarities = try await connection.run(
                """
                SELECT row_id, -(vector <#> $1::halfvec) FROM \(schema.vectors(query.field))
                WHERE row_id = ANY ($2)
                """, [.halfVector(query.vector), .ints(rows)],
                name: "\(schema.name) similarities \(query.field.rawValue)", until: deadline)
            for row in similarities.map({ $0 }) {
                found.add(similarity: row.double(1) ?? 0, rank: nil, query: number, row.int(0) ?? 0)
            }
        }
        guard let plan = view.plan, let query = request.words, plan.total > 0 else { return found }
        let rest = found.scores.filter { $0.value.words == nil }.map(\.key)
        let scorer = WordScorer(plan: plan, corpus: view.corpus)
        for (row, text) in try await texts(rest, plan, view) {
            if let score = scorer.score(text) { found.add(score, row) }
        }
        guard let matcher = TitleMatcher(plan, query: query, analyzer: shard.analyzer) else { return found }
        let titles = try await connection.run(
            "SELECT row_id, title FROM \(schema.texts) WHERE row_id = ANY ($1)", [.ints(found.rows)],
            name: "\(schema.name) titles", until: deadline)
        for row in titles.map({ $0 }) { found.add(matcher.evidence(row.text(1) ?? ""), row.int(0) ?? 0) }
        return found
    }

    /// The hits by their rows.
    func hits(_ found: FoundRows) async throws -> [Int: RetrievalHit] {
        let rows = found.rows
        guard !rows.isEmpty else { return [:] }
        var listings: [Int: IndexedListing] = [:]
        var ids: [Int: String] = [:]
        if let fields = request.fields {
            for one in try await shard.reader(fields).read(rows: rows, on: connection, until: deadline) {
                listings[one.row] = one.listing
                ids[one.row] = one.listing.id
            }
        } else {
            let named = try await connection.run(
                "SELECT row_id, id FROM \(schema.listings) WHERE row_id = ANY ($1)", [.ints(rows)],
                name: "\(schema.name) names", until: deadline)
            for row in named.map({ $0 }) { ids[row.int(0) ?? 0] = row.text(1) }
        }
        var hits: [Int: RetrievalHit] = [:]
        for (row, scores) in found.scores {
            guard let id = ids[row] else { continue }
            hits[row] = RetrievalHit(
                id: id, words: scores.words, title: scores.title, vectors: scores.vectors,
                listing: listings[row])
        }
        return hits
    }

    func pricesWithoutRate() async throws -> [String: Int] {
        let rows = try await connection.run(
            """
            SELECT coalesce(currency, ''), count(*) FROM \(schema.listings)
            WHERE price IS NOT NULL AND comparable_price IS NULL GROUP BY 1
            """, name: "\(schema.name) prices without rate", until: deadline)
        return Dictionary(
            rows.map { ($0.text(0) ?? "", $0.int(1) ?? 0) }, uniquingKeysWith: +)
    }
}
