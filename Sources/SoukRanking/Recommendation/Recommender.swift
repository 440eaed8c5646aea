public import SoukCatalog
import Foundation
import SoukSearch

/// Recommends from what a buyer did and what all buyers do; what nobody touched is served by its content.
public final class Recommender: Sendable {
    private let pipeline: SearchPipeline
    private let workspace: Workspace
    private let kept = KeptPopularity()

    /// Events older than this, in days, count no more.
    static let memory = 180

    public init(pipeline: SearchPipeline, workspace: Workspace) {
        self.pipeline = pipeline
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
        return try await find(request)
    }

    private func find(_ request: RecommendationRequest) async throws -> RecommendationAnswer {
        let start = ContinuousClock.now
        let (engine, tuning, now) = (pipeline.engine, pipeline.tuning, pipeline.now)
        let since = max(0, now - Self.memory * 86_400)
        let (events, popularity) = try await pipeline.blocking { [workspace, kept] in
            let popularity = try kept.popularity {
                Popularity(try workspace.dailyActions(after: since), now: now)
            }
            return (try workspace.events(of: request.buyer, after: since), popularity)
        }
        let touched = try await Self.vectors(of: events.map(\.listing), engine)
        let found = InterestFinder().interests(of: events, now: now) { touched[$0] }
        let candidates = try await candidates(request, found, popularity)
        let buyer = BuyerFeatures(interests: found, popularity: popularity, near: request.near, now: now)
        let titles = try await engine.fetch(found.interests.map(\.reason.listing), .summary).mapValues(
            \.title)
        let vectors = try await Self.vectors(of: candidates.map(\.listing.id), engine)
        let opinions = candidates.map { buyer.opinion(of: $0.listing, vector: vectors[$0.listing.id]) }
        let reasons = Dictionary(
            zip(candidates, opinions).map { candidate, opinion in
                let isPopular = popularity.scores[candidate.listing.id] != nil
                return (ListingID(candidate.listing.id), Self.reason(opinion, titles, isPopular: isPopular))
            }, uniquingKeysWith: { first, _ in first })
        let ranker = CandidateRanker(fusion: tuning.recommendation, diversity: tuning.diversity)
        let results = try await pipeline.blocking {
            ranker.arrange(
                candidates, opinions.map { tuning.recommendation.breakdown($0.values) }, vectors: vectors)
        }
        return RecommendationAnswer(
            buyer: request.buyer,
            results: results.prefix(request.limit).map {
                Recommendation(result: $0, reason: reasons[$0.listing.id] ?? .new)
            },
            interests: found.interests.count, milliseconds: SearchPipeline.milliseconds(since: start),
            generation: engine.generation)
    }

    /// The fused vector of each listing, or the first of the others that it has.
    private static func vectors(
        of ids: [String], _ engine: any SearchEngine
    ) async throws -> [ListingID: [Float]] {
        guard !ids.isEmpty, !engine.model.fields.isEmpty else { return [:] }
        return try await engine.fetch(ids, .vectors).compactMapValues { listing in
            [VectorField.fused, .text, .photo].lazy.compactMap { listing.vectors[$0] }.first
        }
    }

    private static func reason(
        _ opinion: BuyerFeatures.Opinion, _ titles: [ListingID: String], isPopular: Bool
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
    ) async throws -> [Candidate] {
        let engine = pipeline.engine
        var filter = request.filter
        filter.near = filter.near ?? request.near
        filter.excludedIDs.formUnion(found.seen)
        var ids: [String] = []
        let field = [VectorField.fused, .text, .photo].first { engine.model.fields.contains($0) }
        if let field {
            for interest in found.interests {
                let page = try await engine.search(
                    RetrievalRequest(
                        vectors: [.init(field: field, vector: interest.centre)], model: engine.model.identity,
                        filter: filter, limit: 100, isCompleted: false))
                ids += page.hits.map(\.id)
            }
        }
        let popular = popularity.scores.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(200).map(
            \.key)
        if !popular.isEmpty {
            var among = filter
            among.ids = filter.ids?.intersection(popular) ?? Set(popular)
            ids += try await some(ScanRequest(among, limit: popular.count, fields: .summary))
        }
        ids += try await some(ScanRequest(filter, order: .newest, limit: 100, fields: .summary))
        let groups = Set(try await engine.fetch(found.seen.map(\.text), .summary).values.compactMap(\.group))
        let listings = try await engine.fetch(ids, .description)
        var taken: Set<ListingID> = []
        return ids.compactMap { id in
            guard taken.insert(id), let listing = listings[id],
                !(listing.group.map(groups.contains) ?? false)
            else { return nil }
            return Candidate(listing)
        }
    }

    private func some(_ request: ScanRequest) async throws -> [String] {
        var request = request
        request.mayBePartial = true
        return try await pipeline.engine.scan(request).listings.map(\.id)
    }
}
