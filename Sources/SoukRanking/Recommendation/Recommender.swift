import SoukCatalog
import Foundation
import SoukEmbeddedSearch

/// Recommends from what a buyer did and what all buyers do; what nobody touched is served by its content.
public final class Recommender: Sendable {
    private let engine: SearchEngine
    private let workspace: Workspace

    /// Events older than this, in days, count no more.
    static let memory = 180

    public init(engine: SearchEngine, workspace: Workspace) {
        self.engine = engine
        self.workspace = workspace
    }

    /// The buyer's interests first; for a buyer without any, what is popular near them, then the newest.
    ///
    /// - Throws: `request` for a buyer without a name or a limit without sense.
    public func recommend(_ request: RecommendationRequest) async throws -> RecommendationAnswer {
        guard !request.buyer.isEmpty, (1...SearchRequest.largestLimit).contains(request.limit) else {
            throw RankingError.request(
                reason: "\(request.limit) recommendations for buyer \"\(request.buyer)\"",
                remedy: "Name a buyer and ask for 1 to \(SearchRequest.largestLimit).")
        }
        return try await engine.blocking { try self.find(request) }
    }

    private func find(_ request: RecommendationRequest) throws -> RecommendationAnswer {
        let start = ContinuousClock.now
        let (index, now) = (engine.index, engine.now)
        let since = max(0, now - Self.memory * 86_400)
        let events = try workspace.events(of: request.buyer, after: since)
        let found = try InterestFinder().interests(of: events, now: now) { try Self.vector(of: $0, index) }
        let popularity = Popularity(try workspace.dailyActions(after: since), now: now)
        let candidates = try candidates(request, found, popularity)
        let buyer = BuyerFeatures(interests: found, popularity: popularity, near: request.near, now: now)
        var reasons: [String: Recommendation.Reason] = [:]
        let titles = try index.listings(found.interests.map(\.reason.listing)).mapValues(\.title)
        let ledgers = try candidates.map { candidate in
            let id = candidate.listing.id
            let opinion = buyer.opinion(of: candidate.listing, vector: try Self.vector(of: id, index))
            reasons[id] = Self.reason(opinion, titles, isPopular: popularity.scores[id] != nil)
            return engine.tuning.recommendation.ledger(opinion.values)
        }
        let ranker = CandidateRanker(fusion: engine.tuning.recommendation, diversity: engine.tuning.diversity)
        let results = try ranker.arrange(candidates, ledgers) { try Self.vector(of: $0, index) }
        return RecommendationAnswer(
            buyer: request.buyer,
            results: results.prefix(request.limit).map {
                Recommendation(result: $0, reason: reasons[$0.listing.id] ?? .new)
            },
            interests: found.interests.count, milliseconds: SearchEngine.milliseconds(since: start),
            generation: index.generation)
    }

    /// The fused vector, or the one channel that there is.
    private static func vector(of id: String, _ index: ListingIndex) throws -> [Float]? {
        for field in [VectorField.fused, .text, .photo] where index.model.fields.contains(field) {
            if let vector = try index.vector(id, field) { return vector }
        }
        return nil
    }

    private static func reason(
        _ opinion: BuyerFeatures.Opinion, _ titles: [String: String], isPopular: Bool
    ) -> Recommendation.Reason {
        if let event = opinion.reason {
            return .because(
                action: event.action, listing: event.listing, title: titles[event.listing] ?? event.listing)
        }
        return isPopular ? .popular : .new
    }

    /// The neighbours of every interest, what is popular, and the newest, without what was seen.
    private func candidates(
        _ request: RecommendationRequest, _ found: BuyerInterests, _ popularity: Popularity
    ) throws -> [Candidate] {
        let index = engine.index
        var filter = request.filter
        filter.near = filter.near ?? request.near
        filter.excludedIDs.formUnion(found.seen)
        var ids: [String] = []
        let field = [VectorField.fused, .text, .photo].first { index.model.fields.contains($0) }
        if let field {
            for interest in found.interests {
                let answer = try index.search(
                    LegRequest(
                        vectors: [.init(field: field, vector: interest.centre)], model: index.modelIdentity,
                        filter: filter, limit: 100, isCompleted: false))
                ids += answer.candidates.map(\.id)
            }
        }
        let popular = popularity.scores.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(200).map(
            \.key)
        if !popular.isEmpty {
            var among = filter
            among.ids = Set(popular).intersection(filter.ids ?? Set(popular))
            ids += try index.scan(among, limit: popular.count).listings.map(\.id)
        }
        ids += try index.scan(filter, order: .newest, limit: 100).listings.map(\.id)
        let groups = Set(try index.listings(Array(found.seen)).values.compactMap(\.group))
        let listings = try index.listings(ids)
        var taken: Set<String> = []
        return ids.compactMap { id in
            guard taken.insert(id).inserted, let listing = listings[id],
                !(listing.group.map(groups.contains) ?? false)
            else { return nil }
            return Candidate(listing)
        }
    }
}
