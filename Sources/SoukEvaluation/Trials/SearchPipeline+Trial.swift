import Foundation
import SoukRanking
import SoukSearch

/// What every way of searching answers to one question: ids, best first.
struct TrialAnswer {
    var words: [String] = []
    var vectors: [VectorField: [String]] = [:]
    /// By the fusion's score.
    var hybrid: [String] = []
    /// As a search shows it: duplicates below their head, unlike ones first among equals.
    var served: [String] = []
}

extension SearchPipeline {
    /// Asks all retrievers once, and orders by each of them and by their fusion.
    ///
    /// A title's words are words here, whatever they might mean in a query.
    func answer(_ query: TrialQuery, _ question: TrialQuestion) async throws -> TrialAnswer {
        let found = try await candidates(query, question)
        let ranker = CandidateRanker(
            fusion: query.words == nil ? .photo : tuning.search,
            calibration: query.words == nil ? nil : tuning.calibration,
            diversity: tuning.diversity)
        let (candidates, signals) = (found.candidates, found.signals)
        let results = try await rank(candidates, ranker) { ranker.ledgers(candidates, signals) }
        var answer = TrialAnswer()
        answer.words = found.hits.ids { $0.words?.rank }
        for (place, field) in found.fields.enumerated() {
            answer.vectors[field] = found.hits.ids { $0.vectors[place]?.rank }
        }
        answer.hybrid = results.sorted { $0.scoreRank < $1.scoreRank }.map(\.listing.id)
        answer.served = results.flatMap { [$0.listing.id] + $0.duplicates }
        return answer
    }

    /// The candidates of a question with their signals; what fusion learns from, too.
    func candidates(
        _ query: TrialQuery, _ question: TrialQuestion
    ) async throws -> (
        candidates: [Candidate], signals: QuerySignals, hits: [RetrievalHit], fields: [VectorField]
    ) {
        let text = PlainWords.of(query.words ?? "").joined(separator: " ")
        let understood = UnderstoodQuery(text: text, words: text, weights: [:], phrases: [], notes: [])
        let plan = SearchPlan(query: understood, filter: SearchFilter(), photo: nil, synonyms: synonyms)
        let fields = question.vector == nil ? [] : engine.model.fields
        let hits = try await engine.search(
            RetrievalRequest(
                words: plan.wordQuery,
                vectors: fields.compactMap { field in
                    question.vector.map { .init(field: field, vector: $0) }
                },
                model: encoder?.identity, limit: Self.candidates, fields: .description)
        ).hits
        let signals = QuerySignals(terms: plan.terms, categories: question.categories, now: now)
        return (hits.candidates(fields, engine.capabilities), signals, hits, fields)
    }
}

extension [RetrievalHit] {
    /// What one retriever found, in its order.
    fileprivate func ids(_ rank: (RetrievalHit) -> Int?) -> [String] {
        compactMap { found in rank(found).map { (rank: $0, id: found.id) } }
            .sorted { $0.rank < $1.rank }.map(\.id)
    }
}
