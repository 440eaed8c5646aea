import Foundation
public import SoukCatalog
public import SoukSearch
import SoukRanking

/// A query whose good answers are known.
public struct ReplayQuery: Sendable, Equatable {
    public var text: String
    /// What each good listing is worth, above 0.
    public var gains: [String: Double]
    /// The listings that recall counts.
    public var relevant: Set<String>

    public init(text: String, gains: [String: Double], relevant: Set<String>) {
        (self.text, self.gains, self.relevant) = (text, gains, relevant)
    }
}

/// Queries that systems are judged on, always the same and in the same order.
public struct ReplayQueries: Sendable, Equatable {
    public enum Source: String, Sendable, Codable {
        /// Judged by people, kept in the workspace.
        case judged
        /// Words of held-out listings' titles that look for their listing.
        case made
    }

    public var source: Source
    public var queries: [ReplayQuery]

    public init(source: Source, queries: [ReplayQuery]) { (self.source, self.queries) = (source, queries) }

    /// The workspace's judged queries, or, where fewer than ``GateVerdict/leastQueries`` can be asked, queries
    /// made of listings.
    ///
    /// - Parameters:
    ///   - engine: listings that are not in it can be found by nobody, and do not count.
    ///   - split: only judged queries that it keeps from training; nil for all.
    public static func of(
        _ workspace: Workspace, engine: any SearchEngine, keptAsideBy split: QuerySplit? = nil,
        made count: Int = 300, seed: UInt64 = 7
    ) async throws -> ReplayQueries {
        var judged = try await judged(StoredJudgements(workspace), engine: engine)
        if let split { judged.queries.removeAll { split.isTraining($0.text) } }
        if judged.queries.count >= GateVerdict.leastQueries { return judged }
        return try await made(workspace, engine: engine, count: count, seed: seed)
    }

    static func judged(
        _ stored: StoredJudgements, engine: any SearchEngine
    ) async throws -> ReplayQueries {
        var queries: [ReplayQuery] = []
        for (_, table) in try stored.tables() {
            let gain = table.gain
            for query in table.queries {
                let onSale = try await engine.fetch(query.judgements.map(\.listing), .summary)
                let judgements = query.judgements.filter { onSale[$0.listing] != nil }
                let gains = Dictionary(
                    judgements.map { ($0.listing, gain($0.relevance)) }, uniquingKeysWith: max
                ).filter { $0.value > 0 }
                let relevant = judgements.filter { gain.isRelevant($0.relevance) }.map(\.listing)
                guard !gains.isEmpty else { continue }
                queries.append(ReplayQuery(text: query.text, gains: gains, relevant: Set(relevant)))
            }
        }
        return ReplayQueries(source: .judged, queries: queries)
    }

    /// From the validation and test listings of the split, which no model was trained on; from all listings of
    /// the index where there is no split.
    static func made(
        _ workspace: Workspace, engine: any SearchEngine, count: Int, seed: UInt64
    ) async throws -> ReplayQueries {
        var queries = try await heldOut(workspace, engine: engine, count: count, seed: seed)
        if queries == nil { queries = try await SelfQuery.sample(engine, count: count, seed: seed) }
        return ReplayQueries(
            source: .made,
            queries: (queries ?? []).map {
                ReplayQuery(text: $0.text, gains: [$0.listing.id: 1], relevant: [$0.listing.id])
            })
    }

    private static func heldOut(
        _ workspace: Workspace, engine: any SearchEngine, count: Int, seed: UInt64
    ) async throws -> [SelfQuery]? {
        let parts = try? workspace.triedListings(.validation) + workspace.triedListings(.test)
        guard let parts, parts.count >= GateVerdict.leastQueries else { return nil }
        var generator = SplitMix64(seed: seed)
        let chosen = parts.map(\.listing.id).shuffled(using: &generator).prefix(count)
        let listings = try await engine.fetch(Array(chosen), .description)
        return chosen.compactMap { id in listings[id].flatMap { SelfQuery($0, using: &generator) } }
    }
}
