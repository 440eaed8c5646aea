import Foundation
import SoukCatalog
import SoukSearch

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
        guard var listing = try await engine.fetch(id) else { throw RankingError.missingListing(id: id) }
        let fields = engine.model.fields.filter { listing.vectors[$0] != nil }
        let request = likeness(of: listing, filter)
        listing.vectors = [:]
        let (candidates, ledgers) = try await likeCandidates(listing, request, fields)
        let ranker = CandidateRanker(fusion: tuning.similar, diversity: tuning.diversity)
        let results = try await rank(candidates, ranker) { ledgers }
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
            model: engine.model.identity, filter: filter, limit: Self.candidates, fields: .description)
    }

    private func likeCandidates(
        _ listing: IndexedListing, _ request: RetrievalRequest, _ fields: [VectorField]
    ) async throws -> ([Candidate], [ScoreLedger]) {
        let candidates = try await engine.search(request).hits.candidates(fields, engine.capabilities)
            .filter { listing.group == nil || $0.listing.group != listing.group }
        let likeness = Likeness(
            to: listing, bestWords: candidates.compactMap(\.words).max(), now: now, rates: rates)
        return (candidates, candidates.map { tuning.similar.ledger(likeness.features(of: $0)) })
    }
}

/// The signals that one listing is like another.
struct Likeness {
    let listing: IndexedListing
    let bestWords: Double?
    let now: Int
    let rates: ExchangeRates

    init(to listing: IndexedListing, bestWords: Double?, now: Int, rates: ExchangeRates) {
        self.listing = listing
        self.bestWords = bestWords
        self.now = now
        self.rates = rates
    }

    func features(of candidate: Candidate) -> FusionFeatures {
        var features = FusionFeatures()
        if let bestWords, bestWords > 0 { features[.words] = max(0, candidate.words ?? 0) / bestWords }
        features[.textVector] = candidate.similarities[.text]
        features[.photoVector] = candidate.similarities[.photo]
        features[.fusedVector] = candidate.similarities[.fused]
        features[.category] = Self.sharedPath(listing.categoryPath, candidate.listing.categoryPath)
        features[.price] = Self.priceLikeness(
            rates.price(of: listing), rates.price(of: candidate.listing))
        features[.age] = candidate.listing.postedAt.map { max(0, Double(now - $0) / 86_400) }
        return features
    }

    /// Levels in common, by the deeper path's length; nil when either is unknown.
    static func sharedPath(_ one: [String], _ other: [String]) -> Double? {
        guard !one.isEmpty, !other.isEmpty else { return nil }
        let shared = zip(one, other).prefix { $0 == $1 }.count
        return Double(shared) / Double(max(one.count, other.count))
    }

    /// 1 for equal prices, 0.5 where one is twice the other.
    static func priceLikeness(_ one: Int?, _ other: Int?) -> Double? {
        guard let one, let other, one > 0, other > 0 else { return nil }
        return Double(min(one, other)) / Double(max(one, other))
    }
}
