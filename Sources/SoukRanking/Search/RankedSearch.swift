import SoukEmbeddedSearch

/// A plan that was answered: what was found, the features of each candidate, and the results in their order.
///
/// Pages, explanations, calibration, learning, trials and judged queries all look at this.
struct RankedSearch: Sendable {
    /// What each leg found, with its ranks; nil where nothing was looked for.
    var retrieved: LegAnswer?
    var candidates: [Candidate]
    /// One for each candidate.
    var values: [FeatureValues]
    /// Of the candidates that the search found, as they are shown.
    var results: [RankedResult]
    /// How many listings match the filter.
    var matching: Int
}

extension SearchEngine {
    /// Finds and ranks what a plan asks for.
    ///
    /// - Parameters:
    ///   - order: for what is found where nothing is looked for.
    ///   - ids: listings that get features whether or not the search finds them, if they match the filter.
    func rank(
        _ plan: SearchPlan, _ encoded: Encoded, _ timings: inout SearchTimings,
        browsing order: ScanOrder = .newest, alsoScoring ids: Set<String> = []
    ) throws -> RankedSearch {
        let found = try candidates(plan, encoded.vector, &timings, browsing: order, alsoScoring: ids)
        let start = ContinuousClock.now
        let query = QueryFeatures(
            terms: plan.terms, unwanted: plan.unwanted, categories: encoded.categories,
            near: plan.filter.near, now: now)
        let values = query.values(of: found.candidates)
        let shown = found.candidates.indices.filter { found.candidates[$0].isFound }
        let fusion = fusion(for: plan)
        let results = try ranker(for: plan).arrange(
            shown.map { found.candidates[$0] }, shown.map { fusion.ledger(values[$0]) }
        ) { try self.index.vector($0, .fused) }
        timings.fusion = Self.milliseconds(since: start)
        return RankedSearch(
            retrieved: found.answer, candidates: found.candidates, values: values, results: results,
            matching: found.matching)
    }

    /// The model that adds up the features of a plan's candidates.
    func fusion(for plan: SearchPlan) -> FusionModel {
        guard plan.looksForSomething else { return .browsing }
        return plan.hasWords ? tuning.search : .photo
    }

    private func ranker(for plan: SearchPlan) -> CandidateRanker {
        CandidateRanker(
            fusion: fusion(for: plan), calibration: plan.hasWords ? tuning.calibration : nil,
            diversity: plan.looksForSomething ? tuning.diversity : MarginalRelevance(lambda: 1, depth: 0))
    }

    private func candidates(
        _ plan: SearchPlan, _ vector: [Float]?, _ timings: inout SearchTimings, browsing order: ScanOrder,
        alsoScoring ids: Set<String>
    ) throws -> (candidates: [Candidate], matching: Int, answer: LegAnswer?) {
        guard plan.looksForSomething else {
            let start = ContinuousClock.now
            let page = try index.scan(plan.filter, order: order, limit: Self.candidates)
            timings.filter = Self.milliseconds(since: start)
            let total = try index.facets(plan.filter, FacetRequest(limit: 0)).total
            return (page.listings.map { Candidate($0) }, total, nil)
        }
        let fields = vector == nil ? [] : index.model.fields
        let answer = try index.search(
            LegRequest(
                words: plan.wordQuery,
                vectors: fields.compactMap { field in vector.map { .init(field: field, vector: $0) } },
                model: encoder?.identity, filter: plan.filter, limit: Self.candidates, alsoScored: ids))
        timings.filter = answer.timings.filter * 1000
        timings.words = answer.timings.words * 1000
        timings.vectors = (answer.timings.vectors.reduce(0, +) + answer.timings.completion) * 1000
        return (try index.candidates(answer, fields: fields), answer.matching, answer)
    }
}
