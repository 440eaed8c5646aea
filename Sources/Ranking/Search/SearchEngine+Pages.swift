import Foundation
import Retrieval

extension SearchEngine {
    /// Keeps what did not fit on the first page; nil when all did.
    func freeze(_ results: [RankedResult], from first: Int) throws -> String? {
        guard results.count > first else { return nil }
        let encoder = JSONEncoder()
        return try index.freeze(
            results[first...].map { result in
                FrozenItem(
                    id: result.listing.id,
                    note: String(decoding: try encoder.encode(FrozenResult(result)), as: UTF8.self))
            })
    }

    /// A later page: the results of the first search, whatever came in since; what was deleted is gone.
    func page(_ cursor: String, _ limit: Int) throws -> SearchAnswer {
        let start = ContinuousClock.now
        let page = try index.page(cursor, limit: limit)
        let listings = try index.listings(page.items.map(\.id))
        let results = try page.items.compactMap { item -> RankedResult? in
            guard let listing = listings[item.id] else { return nil }
            return try JSONDecoder().decode(FrozenResult.self, from: Data(item.note.utf8)).result(listing)
        }
        let verdict: SearchAnswer.Verdict =
            results.compactMap(\.isRelevant).isEmpty
            ? .unjudged : results.contains { $0.isRelevant == true } ? .relevant : .nothingRelevant
        var timings = SearchTimings()
        timings.total = Self.milliseconds(since: start)
        return SearchAnswer(
            results: results, verdict: verdict, cursor: page.next, timings: timings,
            generation: index.generation)
    }
}

/// A result without its listing, which may change while the answer is kept.
private struct FrozenResult: Codable {
    var rank: Int
    var scoreRank: Int
    var ledger: ScoreLedger
    var matches: [MatchedWord]
    var probability: Double?
    var isRelevant: Bool?
    var duplicates: [String]
    var rankWithout: [RankedResult.Counterfactual]

    init(_ result: RankedResult) {
        rank = result.rank
        scoreRank = result.scoreRank
        ledger = result.ledger
        matches = result.matches
        probability = result.probability
        isRelevant = result.isRelevant
        duplicates = result.duplicates
        rankWithout = result.rankWithout
    }

    func result(_ listing: IndexedListing) -> RankedResult {
        RankedResult(
            listing: listing, rank: rank, scoreRank: scoreRank, score: ledger.score, ledger: ledger,
            matches: matches, probability: probability, isRelevant: isRelevant, duplicates: duplicates,
            rankWithout: rankWithout)
    }
}
