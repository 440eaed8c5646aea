import Foundation
import SoukCatalog
import SoukSearch

/// Pages: the best results are ranked and kept; the rest of the result set follows in an order of the engine.
extension SearchPipeline {
    /// Keeps what did not fit on the first page, and how to go on; nil where nothing is left, and where nothing can be
    /// kept, as on a full disk: a first page without later ones is better than none.
    ///
    /// - Parameter total: listings of the result set.
    func keep(
        _ results: [RankedResult], from first: Int, total: Int, then pages: LaterPages, again: AskedAgain?,
        verdict: SearchAnswer.Verdict
    ) async -> String? {
        let rest = results.dropFirst(first)
        let isMore = total > results.reduce(0) { $0 + 1 + $1.duplicates.count }
        guard !rest.isEmpty || isMore else { return nil }
        let kept = try? await engine.answers.keep(
            rest.map { KeptResult(id: $0.listing.id, note: FrozenResult.packed($0)) },
            continuation: isMore ? pages.packed() : [])
        return kept.map {
            PageCursor(
                kept: $0, behind: rest.isEmpty ? (results.count, nil) : nil, again: again, verdict: verdict
            ).text
        }
    }

    /// A later page: the results of the first search, whatever came in since, without what was deleted; and then the
    /// rest of its result set.
    ///
    /// Where the answer is kept no longer, or another generation serves by now, the search is made anew.
    func page(_ text: String, _ limit: Int) async throws -> SearchAnswer {
        let cursor = try PageCursor(text)
        do { return try await page(cursor, limit) } catch let error as RetrievalError {
            guard case .cursor = error, let again = cursor.again else { throw error }
            return try await page(try await kept(again, cursor), limit)
        }
    }

    /// Makes a search again and keeps its answer, for the page behind what was seen.
    private func kept(
        _ again: AskedAgain, _ cursor: PageCursor
    ) async throws -> PageCursor {
        let request = again.asked.request
        let plan = try await planned(request)
        let encoded = try await encode(plan)
        var results: ArraySlice<RankedResult> = []
        let pages: LaterPages
        var isMore = true
        if let order = request.order {
            let first = try await inOrder(plan, encoded, order, limit: 1)
            pages = LaterPages(
                request, encoded, isPhoto: false, order: order, match: first.page.match, shown: [])
        } else {
            var timings = SearchTimings()
            let ranked = try await rankedAndJudged(plan, encoded, &timings).ranked
            pages = LaterPages(
                request, encoded, isPhoto: false, order: .newest, match: ranked.page.match,
                shown: ranked.results.flatMap { [$0.listing.id] + $0.duplicates })
            isMore = ranked.page.total > pages.shown.count
            results = ranked.results.drop { $0.rank <= again.seen }
        }
        let kept = try await engine.answers.keep(
            results.map { KeptResult(id: $0.listing.id, note: FrozenResult.packed($0)) },
            continuation: isMore ? pages.packed() : [])
        let behind = cursor.behind ?? (isMore && results.isEmpty ? (again.seen, nil) : nil)
        return PageCursor(kept: kept, behind: behind, again: again, verdict: cursor.verdict)
    }

    private func page(_ cursor: PageCursor, _ limit: Int) async throws -> SearchAnswer {
        let start = ContinuousClock.now
        let page = try await engine.answers.page(cursor.kept, limit: cursor.behind == nil ? limit : 1)
        var results = cursor.behind == nil ? try await ranked(page.items) : []
        var again = cursor.again
        if let last = page.items.last { again?.seen = try FrozenResult.rank(last.note) }
        let verdict = cursor.verdict
        var next = page.next.map { PageCursor(kept: $0, again: again, verdict: verdict) }
        var behind = cursor.behind
        if behind == nil, page.next == nil, !page.continuation.isEmpty {
            behind = (try page.items.last.map { try FrozenResult.rank($0.note) } ?? again?.seen ?? 0, nil)
            next = PageCursor(kept: cursor.kept, behind: behind, again: again, verdict: verdict)
        }
        if let from = behind, results.count < limit {
            guard !page.continuation.isEmpty else {
                throw RetrievalError.cursor(reason: "it is not one of ours")
            }
            let pages = try LaterPages(page.continuation)
            let (rest, cursorBehind) = try await behindRanked(
                pages, from: from.rank, after: from.cursor, limit: limit - results.count)
            results += rest
            next = cursorBehind.map {
                PageCursor(
                    kept: cursor.kept, behind: (from.rank + rest.count, $0), again: again, verdict: verdict)
            }
        }
        var timings = SearchTimings()
        timings.total = Self.milliseconds(since: start)
        return SearchAnswer(
            results: results, verdict: verdict, cursor: next?.text, timings: timings, generation: generation,
            degraded: degraded.isEmpty ? nil : degraded)
    }

    private func ranked(_ items: [KeptResult]) async throws -> [RankedResult] {
        let listings = try await engine.fetch(items.map(\.id), .description)
        return try items.compactMap { item in
            try listings[ListingID(item.id)].map { try FrozenResult.result($0, item.note) }
        }
    }

    private func behindRanked(
        _ pages: LaterPages, from rank: Int, after cursor: String?, limit: Int
    ) async throws -> (results: [RankedResult], next: String?) {
        var request = pages.request
        request.filter.excludedIDs.formUnion(Set(of: pages.shown))
        let plan = try plan(request, isPhotoEncoded: pages.isPhoto)
        var rule = rule(for: plan, pages.match)
        if !pages.shown.isEmpty {
            // The nearest were ranked: what is nearest of the rest belongs to no result set.
            for field in engine.model.fields where rule.leastSimilarity[field] == nil {
                rule.leastSimilarity[field] = .infinity
            }
        }
        let (page, results) = try await inOrder(
            plan, pages.encoded, pages.order, rule, from: rank, after: cursor, limit: limit)
        return (results, page.cursor)
    }

    /// The first page in another order than the best first: cut from the whole result set.
    func ordered(
        _ plan: SearchPlan, _ encoded: Encoded, _ request: SearchRequest, _ order: ScanOrder,
        _ spent: SearchTimings
    ) async throws -> SearchAnswer {
        let (page, results, verdict) = try await inOrder(
            plan, encoded, order, limit: request.limit,
            facets: request.countsFacets ? FacetRequest() : nil,
            comparingPrices: plan.filter.boundsPrices || order.comparesPrices)
        var timings = spent
        timings.add(page.timings)
        var answer = answer(plan, page, timings)
        answer.results = results
        answer.verdict = verdict
        guard request.keepsPages, let next = page.cursor else { return answer }
        let pages = LaterPages(
            request, encoded, isPhoto: plan.hasPhoto, order: order, match: page.match, shown: [])
        let kept = try await engine.answers.keep([], continuation: pages.packed())
        answer.cursor =
            PageCursor(
                kept: kept, behind: (results.count, next), again: AskedAgain(request, seen: 0),
                verdict: verdict
            ).text
        return answer
    }

    /// The first listings in an order, of the result set that the best first would be ranked of, with its verdict.
    private func inOrder(
        _ plan: SearchPlan, _ encoded: Encoded, _ order: ScanOrder, limit: Int, facets: FacetRequest? = nil,
        comparingPrices: Bool = false
    ) async throws -> (page: RetrievalPage, results: [RankedResult], verdict: SearchAnswer.Verdict) {
        func first(_ rule: MatchRule) async throws -> (page: RetrievalPage, results: [RankedResult]) {
            try await inOrder(
                plan, encoded, order, rule, from: 0, after: nil, limit: limit, facets: facets,
                comparingPrices: comparingPrices)
        }
        let (page, results) = try await first(rule(for: plan))
        let verdict = verdict(results, page, plan)
        guard verdict != .relevant, plan.hasWords else { return (page, results, verdict) }
        var timings = SearchTimings()
        let best = try await rankedAndJudged(plan, encoded, &timings)
        guard best.isWider else { return (page, results, best.verdict) }
        let wider = try await first(rule(for: plan, best.ranked.page.match))
        return (wider.page, wider.results, best.verdict)
    }

    private func inOrder(
        _ plan: SearchPlan, _ encoded: Encoded, _ order: ScanOrder, _ rule: MatchRule, from rank: Int,
        after cursor: String?, limit: Int, facets: FacetRequest? = nil, comparingPrices: Bool = false
    ) async throws -> (page: RetrievalPage, results: [RankedResult]) {
        let vectors = vectors(plan, encoded)
        let page = try await engine.search(
            RetrievalRequest(
                words: plan.wordQuery, vectors: vectors,
                model: vectors.isEmpty ? nil : engine.model.identity, filter: plan.filter,
                match: rule, order: order, limit: limit, cursor: cursor, facets: facets,
                countsPricesWithoutRate: comparingPrices, fields: .description))
        let candidates = page.hits.candidates(vectors.map(\.field), engine.capabilities).map { candidate in
            var candidate = candidate
            candidate.isFound = true
            return candidate
        }
        let (features, fusion) = (features(of: plan, encoded), fusion(for: plan))
        let calibration = plan.hasWords ? tuning.calibration : nil
        let results = zip(candidates, features.values(of: candidates)).enumerated().map { place, pair in
            let breakdown = fusion.breakdown(pair.1)
            return RankedResult(
                listing: pair.0.listing, rank: rank + place + 1, scoreRank: rank + place + 1,
                score: breakdown.score, breakdown: breakdown, matches: pair.0.matches,
                probability: calibration?.probability(breakdown.score),
                isRelevant: calibration?.isRelevant(breakdown.score), duplicates: [], rankWithout: [])
        }
        return (page, results)
    }
}
