import SoukSearch
import SoukRanking

/// What the engine found for one judged query, and what its judged listings look like to it.
struct JudgedAnswer: Sendable {
    /// A listing with its features.
    struct Scored: Sendable {
        var id: String
        var values: FeatureValues
    }

    /// One for each judgement; nil for a listing that the query's own conditions (a price, a place) leave out.
    var judged: [FeatureValues?]
    /// One for each judgement.
    var gains: [Double]
    /// Ids of the judgements.
    var ids: [String]
    var relevant: Set<String>
    /// What the search found, in no order.
    var found: [Scored]
    /// As a buyer sees it: the rank of each listing, those that were folded into another with that one's.
    var ranks: [String: Int]

    init(_ query: JudgedQuery, gain: GradedGain, pipeline: SearchPipeline) async throws {
        ids = query.judgements.map(\.listing)
        gains = query.judgements.map { gain($0.relevance) }
        relevant = Set(query.judgements.filter { gain.isRelevant($0.relevance) }.map(\.listing))
        let ranked = try await pipeline.ranked(SearchRequest(query.text), alsoScoring: ids)
        let values = Dictionary(
            zip(ranked.candidates, ranked.values).map { ($0.listing.id, $1) },
            uniquingKeysWith: { first, _ in first })
        judged = ids.map { values[$0] }
        found = zip(ranked.candidates, ranked.values).filter { $0.0.isFound }
            .map { Scored(id: $0.listing.id, values: $1) }
        ranks = [:]
        for result in ranked.results {
            for id in [result.listing.id] + result.duplicates { ranks[id] = result.rank }
        }
    }

    /// The judged listings that the query's conditions let through, as examples to learn from.
    func examples() throws(RankingError) -> JudgedCandidates {
        let known = judged.indices.filter { judged[$0] != nil }
        return try JudgedCandidates(
            features: known.compactMap { judged[$0] }, gains: known.map { gains[$0] })
    }

    func ndcg(_ system: JudgedSystem, at depth: Int) -> Double {
        let scores = zip(ids, judged).map { id, values in
            values.map { system.score(id, $0, ranks) } ?? -.infinity
        }
        return RetrievalMetrics.ndcg(scores: scores, gains: gains, at: depth)
    }

    /// The share of the relevant listings among the first; nil for a query without one.
    func recall(_ system: JudgedSystem, at depth: Int, among count: Int) -> Double? {
        guard !relevant.isEmpty else { return nil }
        if system.isChance { return min(1, Double(depth) / Double(max(1, count))) }
        let scores = found.map { system.score($0.id, $0.values, ranks) }
        let met = zip(found, scores).filter { $0.1 > -.infinity }
        return RetrievalMetrics.recall(
            scores: met.map(\.1), relevant: met.map { relevant.contains($0.0.id) }, at: depth,
            total: relevant.count)
    }
}
