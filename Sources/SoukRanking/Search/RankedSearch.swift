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
        let plan = try await planned(request)
        let encoded = try await encode(plan)
        var timings = SearchTimings()
        return try await rank(plan, encoded, &timings, alsoScoring: ids)
    }

    /// Finds and ranks what a plan asks for.
    ///
    /// - Parameters:
    ///   - comparingPrices: whether the page tells how many prices cannot be compared.
    ///   - ids: listings that get features whether or not the search finds them, if they match the filter.
    ///   - match: the calibrated rule unless given.
    package func rank(
        _ plan: SearchPlan, _ encoded: Encoded, _ timings: inout SearchTimings,
        facets: FacetRequest? = nil, comparingPrices: Bool = false, alsoScoring ids: [String] = [],
        match: MatchRule? = nil
    ) async throws -> RankedSearch {
        let page = try await retrieve(
            plan, encoded, match ?? rule(for: plan), facets: facets, comparingPrices: comparingPrices,
            scored: ids)
        timings.add(page.timings)
        let start = ContinuousClock.now
        let query = features(of: plan, encoded)
        let fields = fields(plan, encoded)
        let candidates = page.hits.candidates(fields, engine.capabilities)
        let isBrowsing = !plan.looksForSomething
        let (fusion, ranker) = (fusion(for: plan), ranker(for: plan))
        let (values, results) = try await withSpan("rank") { _ in
            let values = query.values(of: candidates)
            let shown = candidates.indices.filter { isBrowsing || candidates[$0].isFound }
            let breakdowns = shown.map { fusion.breakdown(values[$0]) }
            let ranked = shown.count == candidates.count ? candidates : shown.map { candidates[$0] }
            return (values, try await rank(ranked, ranker, breakdowns))
        }
        timings.fusion = Self.milliseconds(since: start)
        return RankedSearch(page: page, candidates: candidates, values: values, results: results)
    }

    func features(of plan: SearchPlan, _ encoded: Encoded) -> QueryFeatures {
        QueryFeatures(
            terms: plan.terms, unwanted: plan.unwanted, categories: encoded.categories,
            near: plan.filter.near, askedPrice: plan.query.askedPrice, now: now, rates: rates)
    }

    /// The fields whose vectors are compared with the plan's.
    func fields(_ plan: SearchPlan, _ encoded: Encoded) -> [VectorField] {
        plan.looksForSomething && encoded.vector != nil ? engine.model.fields : []
    }

    /// The model that adds up the features of a plan's candidates.
    func fusion(for plan: SearchPlan) -> FusionModel {
        let model = !plan.looksForSomething ? .browsing : plan.hasWords ? tuning.search : .photo
        return plan.query.askedPrice == nil ? model : model.weighingAskedPrice()
    }

    func ranker(for plan: SearchPlan) -> CandidateRanker {
        CandidateRanker(
            fusion: fusion(for: plan), calibration: plan.hasWords ? tuning.calibration : nil,
            diversity: plan.looksForSomething ? tuning.diversity : MarginalRelevance(lambda: 1, depth: 0))
    }

    func vectors(_ plan: SearchPlan, _ encoded: Encoded) -> [RetrievalRequest.VectorQuery] {
        fields(plan, encoded).compactMap { field in
            encoded.vector.map { RetrievalRequest.VectorQuery(field: field, vector: $0) }
        }
    }

    /// Words find what is near enough by the calibration; a photo finds its nearest.
    func rule(for plan: SearchPlan, _ words: WordMatch? = nil) -> MatchRule {
        MatchRule(
            words: words,
            leastSimilarity: plan.hasPhoto ? [:] : tuning.calibration?.leastSimilarity ?? [:])
    }

    /// What the engine finds for a plan: by words and vectors, or, where nothing is looked for, the newest.
    private func retrieve(
        _ plan: SearchPlan, _ encoded: Encoded, _ match: MatchRule, facets: FacetRequest?,
        comparingPrices: Bool, scored ids: [String]
    ) async throws -> RetrievalPage {
        let vectors = vectors(plan, encoded)
        return try await engine.search(
            RetrievalRequest(
                words: plan.wordQuery, vectors: vectors,
                model: vectors.isEmpty ? nil : engine.model.identity, filter: plan.filter, match: match,
                order: plan.looksForSomething ? nil : .newest, limit: Self.candidates, scored: ids,
                facets: facets, countsPricesWithoutRate: comparingPrices,
                fields: plan.unwanted.isEmpty ? .summary : .description))
    }
}

extension SearchTimings {
    mutating func add(_ spent: RetrievalPage.Timings) {
        filter = spent.filter * 1000
        words = (spent.words + spent.match) * 1000
        vectors = (spent.vectors.reduce(0, +) + spent.completion) * 1000
        facets = spent.facets * 1000
    }
}
