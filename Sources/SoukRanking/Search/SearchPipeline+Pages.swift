import SoukSearch

extension SearchPipeline {
    /// Keeps what did not fit on the first page; nil when all did, and where nothing can be kept, as on a full disk:
    /// a first page without later ones is better than none.
    func keep(_ results: [RankedResult], from first: Int) async -> String? {
        guard results.count > first else { return nil }
        return try? await engine.answers.keep(
            results[first...].map { KeptResult(id: $0.listing.id, note: FrozenResult.packed($0)) })
    }

    /// A later page: the results of the first search, whatever came in since; what was deleted is gone.
    func page(_ cursor: String, _ limit: Int) async throws -> SearchAnswer {
        let start = ContinuousClock.now
        let page = try await engine.answers.page(cursor, limit: limit)
        let listings = try await engine.fetch(page.items.map(\.id), .description)
        let results = try page.items.compactMap { item -> RankedResult? in
            guard let listing = listings[item.id] else { return nil }
            return try FrozenResult.result(listing, item.note)
        }
        let verdict: SearchAnswer.Verdict =
            results.compactMap(\.isRelevant).isEmpty
            ? .unjudged : results.contains { $0.isRelevant == true } ? .relevant : .nothingRelevant
        var timings = SearchTimings()
        timings.total = Self.milliseconds(since: start)
        return SearchAnswer(
            results: results, verdict: verdict, cursor: page.next, timings: timings,
            generation: generation, degraded: degraded.isEmpty ? nil : degraded)
    }
}
