import SoukSearch

/// Whether what a search found serves the buyer.
extension SearchPipeline {
    /// Ranks what a plan asks for, and judges it.
    ///
    /// Where all words are somewhere, but together name nothing (*wooden* in a title, *table* in the name of the category
    /// of chairs), those that hold the thing itself are found as well.
    func rankedAndJudged(
        _ plan: SearchPlan, _ encoded: Encoded, _ timings: inout SearchTimings, facets: FacetRequest? = nil,
        comparingPrices: Bool = false
    ) async throws -> (ranked: RankedSearch, verdict: SearchAnswer.Verdict, isWider: Bool) {
        let ranked = try await rank(
            plan, encoded, &timings, facets: facets, comparingPrices: comparingPrices)
        let verdict = verdict(ranked.results, ranked.page, plan)
        guard verdict != .relevant, let words = plan.wordQuery,
            let match = ranked.page.match?.demanding(words.head)
        else { return (ranked, verdict, false) }
        let wider = try await rank(
            plan.stressingHead(), encoded, &timings, facets: facets, comparingPrices: comparingPrices,
            match: rule(for: plan, match))
        let isHeld = NamedThing(words).map { wider.results.contains(where: $0.isHeld) } ?? false
        return isHeld ? (wider, .relevant, true) : (ranked, verdict, false)
    }

    func verdict(
        _ results: [RankedResult], _ page: RetrievalPage, _ plan: SearchPlan
    ) -> SearchAnswer.Verdict {
        guard page.total > 0 else { return .nothingRelevant }
        if let words = plan.wordQuery, let thing = NamedThing(words) {
            if results.contains(where: thing.isHeld) { return .relevant }
        } else if let match = page.match, match.complete > 0 {
            return .relevant
        }
        // Scores of words alone were measured on words that are there.
        if plan.hasWords, encoder == nil { return .nothingRelevant }
        let judged = results.compactMap { result in result.isRelevant.map { $0 && isSurelySimilar(result) } }
        return judged.isEmpty ? .unjudged : judged.contains(true) ? .relevant : .nothingRelevant
    }

    private func isSurelySimilar(_ result: RankedResult) -> Bool {
        guard let least = tuning.calibration?.surelySimilar, !least.isEmpty else { return true }
        return result.breakdown.parts.contains { part in
            let field: VectorField? =
                part.feature == .fusedVector ? .fused : part.feature == .textVector ? .text : nil
            guard let field, let least = least[field], let cosine = part.raw else { return false }
            return cosine >= Double(least)
        }
    }
}
