import Foundation
import SoukCatalog
public import SoukSearch

/// Listings like one that the buyer looks at.
public struct SimilarAnswer: Sendable, Codable {
    public var listing: IndexedListing
    public var results: [RankedResult]
    public var milliseconds: Double
    public var generation: String
}

extension SearchPipeline {
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
        let start = ContinuousClock.now
        guard var listing = try await engine.fetch(id) else {
            if let part = MissingParts.tolerated?.parts.first {
                throw RetrievalError.unavailable(
                    part: part, path: generation, reason: "the listing may be in it")
            }
            throw RankingError.missingListing(id: id)
        }
        let fields = engine.model.fields.filter { listing.vectors[$0] != nil }
        let request = likeness(of: listing, filter)
        listing.vectors = [:]
        let (candidates, breakdowns) = try await likeCandidates(listing, request, fields)
        let ranker = CandidateRanker(fusion: tuning.similar, diversity: tuning.diversity)
        let results = try await rank(candidates, ranker, breakdowns)
        return SimilarAnswer(
            listing: listing, results: Array(results.prefix(limit)),
            milliseconds: Self.milliseconds(since: start), generation: generation)
    }

    /// By all vectors of the listing, or by its title where it has none.
    private func likeness(of listing: IndexedListing, _ filter: SearchFilter) -> RetrievalRequest {
        let vectors = engine.model.fields.compactMap { field in
            listing.vectors[field].map { RetrievalRequest.VectorQuery(field: field, vector: $0) }
        }
        var filter = filter
        filter.excludedIDs.insert(listing.id)
        let words = WordQuery(listing.title, synonyms: synonyms)
        return RetrievalRequest(
            words: vectors.isEmpty && words.emptiness == nil ? words : nil, vectors: vectors,
            model: engine.model.identity, filter: filter, match: MatchRule(share: 0),
            limit: Self.candidates, fields: .description)
    }

    private func likeCandidates(
        _ listing: IndexedListing, _ request: RetrievalRequest, _ fields: [VectorField]
    ) async throws -> ([Candidate], [ScoreBreakdown]) {
        let candidates = try await engine.search(request).hits.candidates(fields, engine.capabilities)
            .filter { listing.group == nil || $0.listing.group != listing.group }
        let likeness = ListingLikeness(
            to: listing, bestWords: candidates.compactMap(\.words).max(), now: now, rates: rates)
        return (candidates, candidates.map { tuning.similar.breakdown(likeness.values(of: $0)) })
    }
}
