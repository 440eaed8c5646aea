import SoukEmbeddedSearch

/// What every way of searching answers to one question: ids, best first.
struct TrialAnswer {
    var words: [String] = []
    var vectors: [VectorField: [String]] = [:]
    /// By the fusion's score.
    var hybrid: [String] = []
    /// As a search shows it: duplicates below their head, unlike ones first among equals.
    var served: [String] = []
}

extension SearchEngine {
    /// Searches once, and orders by each leg, by the score, and as a buyer sees it.
    func answer(_ query: TrialQuery, _ question: TrialModel.Question) throws -> TrialAnswer {
        let found = try rank(query, question)
        var answer = TrialAnswer()
        if let retrieved = found.retrieved {
            answer.words = retrieved.ids { $0.words?.rank }
            for (number, field) in index.model.fields.enumerated() where question.vector != nil {
                answer.vectors[field] = retrieved.ids { $0.vectors[number]?.rank }
            }
        }
        answer.hybrid = found.results.sorted { $0.scoreRank < $1.scoreRank }.map(\.listing.id)
        answer.served = found.results.flatMap { [$0.listing.id] + $0.duplicates }
        return answer
    }

    /// What a search finds for a question. A title's words are words here, whatever they might mean in a query.
    func rank(_ query: TrialQuery, _ question: TrialModel.Question) throws -> RankedSearch {
        let text = PlainWords.of(query.words ?? "").joined(separator: " ")
        let plan = SearchPlan(
            query: .words(text), isPhotoEncoded: query.photo != nil, synonyms: synonyms)
        var timings = SearchTimings()
        return try rank(
            plan, Encoded(vector: question.vector, categories: question.categories), &timings)
    }
}

extension LegAnswer {
    /// What one leg found, in its order.
    fileprivate func ids(_ rank: (Candidate) -> Int?) -> [String] {
        candidates.compactMap { found in rank(found).map { (rank: $0, id: found.id) } }
            .sorted { $0.rank < $1.rank }.map(\.id)
    }
}
