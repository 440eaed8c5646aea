import SoukRanking
import SoukSearch

/// What every way of searching answers to one question: ids, best first.
struct TrialAnswer {
    var words: [String] = []
    var vectors: [VectorField: [String]] = [:]
    /// By the score.
    var hybrid: [String] = []
    /// As a search shows it: duplicates below their head, unlike ones first among equals.
    var served: [String] = []
}

extension SearchPipeline {
    /// Searches once, and orders by each retriever, by the score, and as a buyer sees it.
    ///
    /// A title's words are words here, whatever they might mean in a query.
    func answer(_ query: TrialQuery, _ question: TrialQuestion) async throws -> TrialAnswer {
        let text = PlainWords.of(query.words ?? "").joined(separator: " ")
        let plan = SearchPlan(query: .words(text), isPhotoEncoded: query.photo != nil, synonyms: synonyms)
        var timings = SearchTimings()
        let found = try await rank(
            plan, SearchPipeline.Encoded(vector: question.vector, categories: question.categories), &timings)
        var answer = TrialAnswer()
        answer.words = found.page.hits.ids { $0.words?.rank }
        for (number, field) in engine.model.fields.enumerated() where question.vector != nil {
            answer.vectors[field] = found.page.hits.ids { $0.vectors[number]?.rank }
        }
        answer.hybrid = found.results.sorted { $0.scoreRank < $1.scoreRank }.map(\.listing.id)
        answer.served = found.results.flatMap { [$0.listing.id] + $0.duplicates }
        return answer
    }
}

extension [RetrievalHit] {
    /// What one retriever found, in its order.
    fileprivate func ids(_ rank: (RetrievalHit) -> Int?) -> [String] {
        compactMap { found in rank(found).map { (rank: $0, id: found.id) } }
            .sorted { $0.rank < $1.rank }.map(\.id)
    }
}
