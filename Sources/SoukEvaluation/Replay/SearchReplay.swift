import Foundation
import SoukCatalog
public import SoukRanking
import SoukSearch

/// Asks a search pipeline queries whose good answers are known, and measures.
public struct SearchReplay: Sendable {
    /// The depth of both figures.
    public static let depth = 10
    public static let figure = "ndcg@10"

    public let source: ReplayQueries.Source
    /// NDCG@10, query by query; listings that nobody judged are worth nothing.
    public let ndcg: QueryFigures
    /// Recall@10 of the queries that have a relevant listing.
    public let recall: QueryFigures

    /// - Parameter progress: queries done, of how many; returning false stops.
    /// - Throws: `CatalogError.interrupted`, and what searching throws but for a query that makes no sense, which
    ///   counts as one that found nothing.
    public init(
        _ queries: ReplayQueries, pipeline: SearchPipeline,
        progress: @Sendable (Int, Int) -> Bool = { _, _ in true }
    ) async throws {
        var (ndcg, recall): ([Double], [Double]) = ([], [])
        for (place, query) in queries.queries.enumerated() {
            let found = try await Self.answer(query.text, pipeline)
            ndcg.append(
                RetrievalMetrics.ndcg(
                    gains: found.map { $0.map { query.gains[$0] ?? 0 }.max() ?? 0 }, at: Self.depth,
                    ideal: Array(query.gains.values)))
            if !query.relevant.isEmpty {
                let hits = Set(found.prefix(Self.depth).joined()).intersection(query.relevant).count
                recall.append(Double(hits) / Double(query.relevant.count))
            }
            guard progress(place + 1, queries.queries.count) else { throw CatalogError.interrupted }
        }
        (source, self.ndcg, self.recall) = (queries.source, QueryFigures(ndcg), QueryFigures(recall))
    }

    /// For each place the ids that it shows: a result's own, and those that were folded into it.
    private static func answer(_ text: String, _ pipeline: SearchPipeline) async throws -> [[String]] {
        var request = SearchRequest(text, limit: depth)
        request.keepsPages = false
        do {
            return try await pipeline.search(request).results.map { [$0.listing.id] + $0.duplicates }
        } catch RankingError.request {
            return []
        }
    }
}
