import SoukAnalysis
import SoukSearch

/// One search in one consistent view of a generation.
struct RetrieverSearch {
    let engine: PostgresSearch
    let request: RetrievalRequest
    let connection: PostgresConnection

    var schema: GenerationSchema { engine.schema }
    var deadline: ContinuousClock.Instant? { request.deadline }

    /// What the stages share.
    struct View {
        var state: GenerationState
        var conditions: FilterConditions
        var plan: WordPlan?
        var results: ResultSet
    }

    func page() async throws -> RetrievalPage {
        let start = ContinuousClock.now
        var view = try await view()
        var page: RetrievalPage
        let finding = ContinuousClock.now
        try await find(&view)
        let found = (ContinuousClock.now - finding) / .seconds(1)
        if let order = request.order {
            page = try await ordered(order, &view)
        } else {
            page = try await best(&view)
        }
        let members = try await count(view)
        (page.total, page.match) = members
        page.exactness.facets = request.match.isIndependentOfFilter(request.vectors)
        page.timings.match = found
        page.timings.filter +=
            (ContinuousClock.now - start) / .seconds(1) - page.timings.words
            - page.timings.vectors.reduce(0, +) - page.timings.completion
        if let facets = request.facets {
            let start = ContinuousClock.now
            page.facets = try await FacetCounter(
                filter: request.filter, request: facets, conditions: view.conditions, results: view.results,
                connection: connection, deadline: deadline
            ).counts()
            page.timings.facets = (ContinuousClock.now - start) / .seconds(1)
        }
        if request.countsPricesWithoutRate { page.pricesWithoutRate = try await pricesWithoutRate() }
        return page
    }

    func view() async throws -> View {
        let state = try await GenerationState.read(schema, on: connection, until: deadline)
        let words = try await engine.vocabulary.words(at: state.version, of: schema, on: connection)
        func planner(_ query: WordQuery) -> WordPlanner {
            WordPlanner(query, words: words, corpus: state.corpus, analyzer: engine.analyzer) {
                try await standTogether($0, words)
            }
        }
        let plain = planner(WordQuery(""))
        let excluded = request.filter.excludedWords.compactMap { plain.sequence(saying: $0) }
        var view = View(
            state: state,
            conditions: FilterConditions(schema: schema, rates: state.rates, excluded: excluded),
            results: ResultSet(schema: schema, plan: nil, looksForSomething: !request.vectors.isEmpty))
        if let query = request.words {
            var planner = planner(query)
            view.plan = query.emptiness == nil ? try await planner.run() : WordPlan()
            view.results = ResultSet(schema: schema, plan: view.plan, looksForSomething: true)
        }
        return view
    }

    // MARK: The result set

    /// Works out what the words demand and what vectors find, but for the nearest of fields without a least similarity.
    private func find(_ view: inout View) async throws {
        if let plan = view.plan, let query = request.words, query.emptiness == nil {
            if let given = request.match.words {
                view.results.demand(given)
            } else {
                let wanted = plan.wanted
                func rule(_ held: [UInt32]) -> WordMatch {
                    WordMatch(
                        wanted.map(\.term), head: query.head, rarities: wanted.map(\.rarity), held: held,
                        share: request.match.share)
                }
                view.results.demand(rule([]))
                view.results.demand(rule(try await kinds(view, among: nil).map(\.held)))
            }
        }
        for query in request.vectors {
            guard let least = request.match.leastSimilarity[query.field] else { continue }
            let rows = try await connection.run(
                """
                SELECT row_id FROM \(schema.vectors(query.field)) WHERE -(vector <#> $1::halfvec) >= $2
                """, [.halfVector(query.vector), .double(Double(least))],
                name: "\(schema.name) near \(query.field.rawValue)", until: deadline)
            view.results.add(rows.map { $0.int(0) ?? 0 })
        }
    }

    /// Which of the wanted terms listings hold, and how many listings hold just these.
    ///
    /// - Parameter condition: only listings that fulfil it; nil for all that hold anything.
    private func kinds(
        _ view: View, among condition: ((inout SQLBuilder) -> String?)?
    ) async throws -> [(held: UInt32, listings: Int)] {
        guard let plan = view.plan else { return [] }
        var sql = SQLBuilder()
        let among: String?
        if let condition {
            among = condition(&sql)
        } else {
            among = WordConditions(schema: schema).matches(plan, &sql)
        }
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

    /// How many listings the result set has, and what they hold of the words.
    private func count(_ view: View) async throws -> (total: Int, match: WordMatch?) {
        if var rule = view.results.rule {
            let kinds = try await kinds(view, among: { self.member(view, &$0) })
            rule.count(kinds)
            return (kinds.reduce(0) { $0 + $1.listings }, rule)
        }
        if !view.results.looksForSomething, request.filter.isEmpty {
            return (view.state.corpus.listings, nil)
        }
        return (try await count { self.member(view, &$0) }, nil)
    }

    private func count(_ condition: (inout SQLBuilder) -> String?) async throws -> Int {
        var sql = SQLBuilder()
        guard let condition = condition(&sql) else { return 0 }
        let rows = try await connection.run(
            "SELECT count(*) FROM \(schema.listings) l WHERE \(condition)", sql.parameters, until: deadline)
        return rows.first?.int(0) ?? 0
    }

    /// Whether any listing has the words next to each other.
    private func standTogether(_ spoken: [String], _ words: VocabularyWords) async throws -> Bool {
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

    private func best(_ view: inout View) async throws -> RetrievalPage {
        var found = FoundRows(queries: request.vectors.count)
        var timings = RetrievalPage.Timings()
        if let plan = view.plan {
            let start = ContinuousClock.now
            for (place, one) in try await words(plan, view).enumerated() {
                var score = one.score
                score.rank = place + 1
                found.add(score, one.row)
            }
            timings.words = (ContinuousClock.now - start) / .seconds(1)
        }
        let nearest = try await nearest(&view, &timings)
        var exactness = Exactness.exact
        for (number, one) in nearest.enumerated() {
            exactness.vectors = exactness.vectors && one.isExact
            for (place, hit) in one.hits.enumerated() {
                found.add(similarity: hit.similarity, rank: place + 1, query: number, hit.row)
            }
        }
        for row in try await scored(view) { found.add(row) }
        let start = ContinuousClock.now
        if request.isCompleted || !request.scored.isEmpty { try await complete(&found, view) }
        timings.completion = (ContinuousClock.now - start) / .seconds(1)
        return RetrievalPage(
            hits: try await hits(found, in: found.ordered), total: 0, exactness: exactness, timings: timings)
    }

    /// The nearest listings by each vector: of the result set where its field has a least similarity, or else of all
    /// that match the filter, and these then belong to the result set.
    func nearest(
        _ view: inout View, _ timings: inout RetrievalPage.Timings
    ) async throws -> [VectorRetriever.Found] {
        guard !request.vectors.isEmpty else { return [] }
        let known = view
        let filtered: (inout SQLBuilder) -> String? = { known.conditions.sql(request.filter, &$0) }
        let members: (inout SQLBuilder) -> String? = { member(known, &$0) }
        let matching = request.filter.isEmpty ? view.state.corpus.listings : try await count(filtered)
        var nearest: [VectorRetriever.Found] = []
        for query in request.vectors {
            let start = ContinuousClock.now
            let isBounded = request.match.leastSimilarity[query.field] != nil
            let retriever = VectorRetriever(
                schema: schema, condition: isBounded ? members : filtered,
                matching: isBounded ? 0 : matching, hasGraph: view.state.hasGraph, connection: connection,
                deadline: deadline)
            let limit = isBounded ? request.limit : request.match.nearest
            var found = try await retriever.nearest(query, limit: limit)
            if !isBounded { view.results.add(found.hits.map(\.row)) }
            found.hits = Array(found.hits.prefix(request.limit))
            nearest.append(found)
            timings.vectors.append((ContinuousClock.now - start) / .seconds(1))
        }
        return nearest
    }

    /// The best listings by words, best first. A few more are looked at than are wanted, since the stored strengths
    /// choose a little otherwise than exact scores.
    private func words(
        _ plan: WordPlan, _ view: View
    ) async throws -> [(row: Int, score: RetrievalHit.WordScore)] {
        var sql = SQLBuilder()
        guard let member = member(view, &sql),
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
        let scorer = WordScorer(plan: plan, corpus: view.state.corpus)
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
        let forms = WordScorer(plan: plan, corpus: view.state.corpus).forms
        var texts: [Int: FoundText] = [:]
        for row in found.map({ $0 }) {
            let lengths = FieldValues(
                title: Double(row.int(2) ?? 0), description: Double(row.int(3) ?? 0),
                categories: Double(row.int(4) ?? 0))
            texts[row.int(0) ?? 0] = FoundText(words: row.bytes(1) ?? [], forms: forms, lengths: lengths)
        }
        return texts
    }

    private func scored(_ view: View) async throws -> [Int] {
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
    func complete(_ found: inout FoundRows, _ view: View) async throws {
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
        guard let plan = view.plan, let query = request.words, plan.total > 0 else { return }
        let rest = found.scores.filter { $0.value.words == nil }.map(\.key)
        let scorer = WordScorer(plan: plan, corpus: view.state.corpus)
        for (row, text) in try await texts(rest, plan, view) {
            if let score = scorer.score(text) { found.add(score, row) }
        }
        guard let matcher = TitleMatcher(plan, query: query, analyzer: engine.analyzer) else { return }
        let titles = try await connection.run(
            "SELECT row_id, title FROM \(schema.texts) WHERE row_id = ANY ($1)", [.ints(found.rows)],
            name: "\(schema.name) titles", until: deadline)
        for row in titles.map({ $0 }) { found.add(matcher.evidence(row.text(1) ?? ""), row.int(0) ?? 0) }
    }

    func hits(_ found: FoundRows, in order: [Int]) async throws -> [RetrievalHit] {
        guard !order.isEmpty else { return [] }
        var listings: [Int: IndexedListing] = [:]
        var ids: [Int: String] = [:]
        if let fields = request.fields {
            let reader = ListingReader(schema: schema, fields: fields, known: engine.model.fields)
            for one in try await reader.read(rows: order, on: connection, until: deadline) {
                listings[one.row] = one.listing
                ids[one.row] = one.listing.id
            }
        } else {
            let rows = try await connection.run(
                "SELECT row_id, id FROM \(schema.listings) WHERE row_id = ANY ($1)", [.ints(order)],
                name: "\(schema.name) names", until: deadline)
            for row in rows.map({ $0 }) { ids[row.int(0) ?? 0] = row.text(1) }
        }
        return order.compactMap { row in
            guard let id = ids[row], let scores = found.scores[row] else { return nil }
            return RetrievalHit(
                id: id, words: scores.words, title: scores.title, vectors: scores.vectors,
                listing: listings[row])
        }
    }

    private func pricesWithoutRate() async throws -> [String: Int] {
        let rows = try await connection.run(
            """
            SELECT coalesce(currency, ''), count(*) FROM \(schema.listings)
            WHERE price IS NOT NULL AND comparable_price IS NULL GROUP BY 1
            """, name: "\(schema.name) prices without rate", until: deadline)
        return Dictionary(
            rows.map { ($0.text(0) ?? "", $0.int(1) ?? 0) }, uniquingKeysWith: +)
    }
}
