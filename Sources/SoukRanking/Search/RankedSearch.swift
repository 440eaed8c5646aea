package import SoukSearch
import Tracing

/// A plan that was answered: what was found, the features of each candidate, and the results in their order.
///
/// Pages, explanations, calibration, learning, trials and judged queries all look at this.
package struct RankedSearch: Sendable {
    /// What each retriever found, with its ranks.
    package var page: RetrievalPage
    package var candidates: [Candidate]
    /// One for each candidate.
    package var values: [FeatureValues]
    /// Of the candidates that the search found, as they are shown.
    package var results: [RankedResult]
}

extension SearchPipeline {
    /// Everything that a search for a request looks at.
    ///
    /// - Parameter ids: listings that get features whether or not the search finds them, if they match the filter.
    package func ranked(_ request: SearchRequest, alsoScoring ids: [String] = []) async throws -> RankedSearch
    {
        let plan = try await blocking { try self.plan(request) }
        let encoded = try await encode(plan)
        var timings = SearchTimings()
        return try await rank(plan, encoded, &timings, alsoScoring: ids)
    }

    /// Finds and ranks what a plan asks for.
    ///
    /// - Parameters:
    ///   - order: for what is found where nothing is looked for.
    ///   - comparingPrices: whether the page tells how many prices cannot be compared.
    ///   - ids: listings that get features whether or not the search finds them, if they match the filter.
    package func rank(
        _ plan: SearchPlan, _ encoded: Encoded, _ timings: inout SearchTimings,
        browsing order: ScanOrder = .newest, facets: FacetRequest? = nil, comparingPrices: Bool = false,
        alsoScoring ids: [String] = []
    ) async throws -> RankedSearch {
        let page = try await retrieve(
            plan, encoded.vector, browsing: order, facets: facets, comparingPrices: comparingPrices,
            scored: ids)
        timings.add(page.timings)
        let start = ContinuousClock.now
        let query = QueryFeatures(
            terms: plan.terms, unwanted: plan.unwanted, categories: encoded.categories,
            near: plan.filter.near, askedPrice: plan.query.askedPrice, now: now, rates: rates)
        let fields = plan.looksForSomething && encoded.vector != nil ? engine.model.fields : []
        let candidates = page.hits.candidates(fields, engine.capabilities)
        let isBrowsing = !plan.looksForSomething
        let (fusion, ranker) = (fusion(for: plan), ranker(for: plan))
        let (values, results) = try await withSpan("rank") { _ in
            let (values, shown, breakdowns) = try await blocking {
                let values = query.values(of: candidates)
                let shown = candidates.indices.filter { isBrowsing || candidates[$0].isFound }
                return (values, shown.map { candidates[$0] }, shown.map { fusion.breakdown(values[$0]) })
            }
            return (values, try await rank(shown, ranker) { breakdowns })
        }
        timings.fusion = Self.milliseconds(since: start)
        return RankedSearch(page: page, candidates: candidates, values: values, results: results)
    }

    /// The model that adds up the features of a plan's candidates.
    private func fusion(for plan: SearchPlan) -> FusionModel {
        let model = !plan.looksForSomething ? .browsing : plan.hasWords ? tuning.search : .photo
        return plan.query.askedPrice == nil ? model : model.weighingAskedPrice()
    }

    private func ranker(for plan: SearchPlan) -> CandidateRanker {
        CandidateRanker(
            fusion: fusion(for: plan), calibration: plan.hasWords ? tuning.calibration : nil,
            diversity: plan.looksForSomething ? tuning.diversity : MarginalRelevance(lambda: 1, depth: 0))
    }

    /// What the engine finds for a plan: by words and vectors, or, where nothing is looked for, in an order.
    private func retrieve(
        _ plan: SearchPlan, _ vector: [Float]?, browsing order: ScanOrder, facets: FacetRequest?,
        comparingPrices: Bool, scored ids: [String]
    ) async throws -> RetrievalPage {
        let fields = plan.looksForSomething && vector != nil ? engine.model.fields : []
        return try await engine.search(
            RetrievalRequest(
                words: plan.wordQuery,
                vectors: fields.compactMap { field in vector.map { .init(field: field, vector: $0) } },
                model: fields.isEmpty ? nil : encoder?.identity, filter: plan.filter,
                order: plan.looksForSomething ? nil : order, limit: Self.candidates, scored: ids,
                facets: facets, countsPricesWithoutRate: comparingPrices, fields: .description))
    }
}

extension SearchTimings {
    fileprivate mutating func add(_ spent: RetrievalPage.Timings) {
        filter = spent.filter * 1000
        words = spent.words * 1000
        vectors = (spent.vectors.reduce(0, +) + spent.completion) * 1000
        facets = spent.facets * 1000
    }
}
