import Foundation
import SoukEmbeddedSearch

/// Listings like one that the buyer looks at.
public struct SimilarAnswer: Sendable, Codable {
    public var listing: IndexedListing
    public var results: [RankedResult]
    public var milliseconds: Double
    public var generation: String
}

extension SearchEngine {
    /// Neighbours of a listing by its vectors (by its title's words where it has none), with agreement of
    /// category and price; itself and its duplicates are left out.
    ///
    /// - Throws: `missingListing` when it is not in the index, or no longer.
    public func similar(
        to id: String, filter: SearchFilter = SearchFilter(), limit: Int = 20
    ) async throws -> SimilarAnswer {
        guard (1...SearchRequest.largestLimit).contains(limit) else {
            throw RankingError.request(
                reason: "\(limit) similar listings", remedy: "Ask for 1 to \(SearchRequest.largestLimit).")
        }
        return try await blocking { try self.findSimilar(id, filter, limit) }
    }

    private func findSimilar(_ id: String, _ filter: SearchFilter, _ limit: Int) throws -> SimilarAnswer {
        let start = ContinuousClock.now
        guard var listing = try index.listing(id) else { throw RankingError.missingListing(id: id) }
        let vectors = index.model.fields.compactMap { field in
            listing.vectors[field].map { LegRequest.VectorQuery(field: field, vector: $0) }
        }
        listing.vectors = [:]
        var filter = filter
        filter.excludedIDs.insert(id)
        let words = WordQuery(listing.title, synonyms: synonyms)
        let answer = try index.search(
            LegRequest(
                words: vectors.isEmpty && words.emptiness == nil ? words : nil, vectors: vectors,
                model: index.modelIdentity, filter: filter, limit: Self.candidates))
        let candidates = try index.candidates(answer, fields: vectors.map(\.field)).filter {
            listing.group == nil || $0.listing.group != listing.group
        }
        let bestWords = candidates.compactMap(\.words).max()
        let ledgers = candidates.map {
            tuning.similar.ledger(ListingLikeness(to: listing, bestWords: bestWords, now: now).values(of: $0))
        }
        let ranker = CandidateRanker(fusion: tuning.similar, diversity: tuning.diversity)
        let results = try ranker.arrange(candidates, ledgers) { try self.index.vector($0, .fused) }
        return SimilarAnswer(
            listing: listing, results: Array(results.prefix(limit)),
            milliseconds: Self.milliseconds(since: start), generation: index.generation)
    }
}
