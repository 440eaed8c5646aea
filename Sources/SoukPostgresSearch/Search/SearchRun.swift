import SoukSearch

/// A search over the shards of a generation: each stage asks all of them at once, and what they say is put together
/// before the next. A word is as rare, and a vector as near, as among the listings of all.
struct SearchRun {
    let engine: PostgresSearch
    let request: RetrievalRequest
    let shards: [ShardConnection]

    typealias View = RetrieverSearch.View

    func page() async throws -> RetrievalPage {
        let start = ContinuousClock.now
        var views = try await views()
        let finding = ContinuousClock.now
        try await demand(&views)
        let found = (ContinuousClock.now - finding) / .seconds(1)
        var page =
            if let order = request.order { try await ordered(order, &views) } else {
                try await best(&views)
            }
        (page.total, page.match) = try await count(views)
        page.exactness.facets = request.match.isIndependentOfFilter(request.vectors)
        page.timings.match = found
        page.timings.filter +=
            (ContinuousClock.now - start) / .seconds(1) - page.timings.words
            - page.timings.vectors.reduce(0, +) - page.timings.completion
        if let facets = request.facets {
            let start = ContinuousClock.now
            page.facets = try await count(facets, views)
            page.timings.facets = (ContinuousClock.now - start) / .seconds(1)
        }
        if request.countsPricesWithoutRate {
            for counts in try await each({ _, shard in try await shard.pricesWithoutRate() }) {
                page.pricesWithoutRate.merge(counts, uniquingKeysWith: +)
            }
        }
        return page
    }

    func each<Value: Sendable>(
        _ body: @escaping @Sendable (Int, RetrieverSearch) async throws -> Value
    ) async throws -> [Value] {
        try await shards.each { [request] one in
            try await body(
                one.number,
                RetrieverSearch(shard: one.shard, request: request, connection: one.connection))
        }
    }

    // MARK: The result set

    /// A view of each shard, with the query planned over the words of all.
    func views() async throws -> [View] {
        let states = try await each { _, shard in try await shard.state() }
        let corpus = states.map(\.state.corpus).reduce(CorpusStatistics(), +)
        var plan: WordPlan?
        if let query = request.words {
            plan = query.emptiness == nil ? try await planned(query, states.map(\.words), corpus) : WordPlan()
        }
        let (isAlone, global) = (shards.count == 1, plan)
        return zip(shards, states).map { one, known in
            RetrieverSearch(shard: one.shard, request: request, connection: one.connection).view(
                known.state, known.words, corpus, isAlone ? global : global?.localised(to: known.words))
        }
    }

    private func planned(
        _ query: WordQuery, _ words: [VocabularyWords], _ corpus: CorpusStatistics
    ) async throws -> WordPlan {
        var planner = WordPlanner(
            query, words: words.count == 1 ? words[0] : engine.merged.words, corpus: corpus,
            analyzer: shards[0].shard.analyzer
        ) { spoken in
            try await each { number, shard in try await shard.standTogether(spoken, words[number]) }
                .contains(true)
        }
        return try await planner.run()
    }

    /// Settles what the words demand, and what is found by a least similarity.
    private func demand(_ views: inout [View]) async throws {
        if let rule = try await rule(views) {
            for place in views.indices { views[place].results.demand(rule) }
        }
        let known = views
        if request.vectors.contains(where: { request.match.leastSimilarity[$0.field] != nil }) {
            let similar = try await each { _, shard in try await shard.similar() }
            for place in known.indices { views[place].results.add(similar[place]) }
        }
    }

    private func rule(_ views: [View]) async throws -> WordMatch? {
        guard let query = request.words, query.emptiness == nil, let plan = views.first?.plan else {
            return nil
        }
        if let given = request.match.words { return given }
        let wanted = plan.wanted
        func rule(_ held: Set<UInt32>) -> WordMatch {
            WordMatch(
                wanted.map(\.term), head: query.head, rarities: wanted.map(\.rarity), held: held.sorted(),
                share: request.match.share)
        }
        // What listings hold is told by the terms of a rule.
        let provisional = rule([])
        let held = try await each { number, shard in
            var view = views[number]
            view.results.demand(provisional)
            return try await shard.kinds(view).map(\.held)
        }
        return rule(Set(held.joined()))
    }

    /// How many listings the result set has, and what they hold of the words.
    private func count(_ views: [View]) async throws -> (total: Int, match: WordMatch?) {
        guard var rule = views.first?.results.rule else {
            let totals = try await each { number, shard in try await shard.total(views[number]) }
            return (totals.reduce(0, +), nil)
        }
        let kinds = try await each { number, shard in
            try await shard.kinds(views[number], members: true)
        }.flatMap { $0 }
        rule.count(kinds)
        return (kinds.reduce(0) { $0 + $1.listings }, rule)
    }

    private func count(_ facets: FacetRequest, _ views: [View]) async throws -> FacetCounts {
        let groups = try await each { [request] number, shard in
            try await FacetCounter(
                filter: request.filter, request: facets, conditions: views[number].conditions,
                results: views[number].results, connection: shard.connection, deadline: request.deadline
            ).groups()
        }
        return FacetCounter.counts(groups, facets)
    }

    // MARK: The best of every retriever

    /// A row of a shard with what a retriever says of it.
    struct Ranked<Score: Sendable>: Sendable {
        var shard: Int
        var row: Int
        var score: Score
    }

    /// The nearest rows of all shards by one vector.
    struct Nearest {
        var hits: [Ranked<Double>]
        var isExact: Bool
    }

    private func best(_ views: inout [View]) async throws -> RetrievalPage {
        var found = views.map { _ in FoundRows(queries: request.vectors.count) }
        var timings = RetrievalPage.Timings()
        if views[0].plan != nil {
            let start = ContinuousClock.now
            for (place, one) in try await words(views).enumerated() {
                var score = one.score
                score.rank = place + 1
                found[one.shard].add(score, one.row)
            }
            timings.words = (ContinuousClock.now - start) / .seconds(1)
        }
        var exactness = Exactness.exact
        for (query, nearest) in try await nearest(&views, &timings).enumerated() {
            exactness.vectors = exactness.vectors && nearest.isExact
            for (place, hit) in nearest.hits.enumerated() {
                found[hit.shard].add(similarity: hit.score, rank: place + 1, query: query, hit.row)
            }
        }
        let known = views
        for (number, rows) in try await each({ try await $1.scored(known[$0]) }).enumerated() {
            for row in rows { found[number].add(row) }
        }
        let start = ContinuousClock.now
        if request.isCompleted || !request.scored.isEmpty { found = try await completed(found, views) }
        timings.completion = (ContinuousClock.now - start) / .seconds(1)
        let order = found.enumerated().flatMap { number, rows in
            rows.scores.map { (best: $0.value.bestRank, shard: number, row: $0.key) }
        }.sorted { $0 < $1 }
        return RetrievalPage(
            hits: try await hits(found, in: order.map { ($0.shard, $0.row) }), total: 0,
            exactness: exactness, timings: timings)
    }

    private func words(_ views: [View]) async throws -> [Ranked<RetrievalHit.WordScore>] {
        let best = try await each { number, shard in
            try await shard.words(views[number]).map { Ranked(shard: number, row: $0.row, score: $0.score) }
        }.joined()
        return Array(
            best.sorted {
                ($1.score.score, $0.shard, $0.row) < ($0.score.score, $1.shard, $1.row)
            }.prefix(request.limit))
    }

    /// The nearest listings by each vector. Those of a field without a least similarity belong to the result set from
    /// then on.
    func nearest(
        _ views: inout [View], _ timings: inout RetrievalPage.Timings
    ) async throws -> [Nearest] {
        guard !request.vectors.isEmpty else { return [] }
        let known = views
        let matching = try await each { try await $1.matching(known[$0]) }
        var all: [Nearest] = []
        for query in request.vectors {
            let start = ContinuousClock.now
            let found = try await each { number, shard in
                let found = try await shard.nearest(query, known[number], matching: matching[number])
                return (
                    hits: found.hits.map { Ranked(shard: number, row: $0.row, score: $0.similarity) },
                    isExact: found.isExact
                )
            }
            var hits = found.flatMap(\.hits).sorted {
                ($1.score, $0.shard, $0.row) < ($0.score, $1.shard, $1.row)
            }
            if request.match.leastSimilarity[query.field] == nil {
                hits = Array(hits.prefix(request.match.nearest))
                for hit in hits { views[hit.shard].results.add([hit.row]) }
            }
            all.append(
                Nearest(hits: Array(hits.prefix(request.limit)), isExact: found.allSatisfy(\.isExact)))
            timings.vectors.append((ContinuousClock.now - start) / .seconds(1))
        }
        return all
    }

    func completed(_ found: [FoundRows], _ views: [View]) async throws -> [FoundRows] {
        try await each { number, shard in try await shard.completed(found[number], views[number]) }
    }

    func hits(
        _ found: [FoundRows], in order: [(shard: Int, row: Int)]
    ) async throws -> [RetrievalHit] {
        let known = try await each { try await $1.hits(found[$0]) }
        return order.compactMap { known[$0.shard][$0.row] }
    }
}
