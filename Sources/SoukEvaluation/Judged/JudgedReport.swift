import SoukCatalog
import SoukSearch
import SoukRanking

/// What judged queries say of each system; JSON for programs.
public struct JudgedReport: Sendable, Encodable {
    /// How many queries were judged on.
    public let queries: Int
    /// Queries that were left out because the ranking model has learned from them.
    public let learnedQueries: Int
    /// How many judgements the queries have.
    public let judgements: Int
    /// How many listings recall searches.
    public let listings: Int
    /// The model that was judged: `standard`, or `ranking/2`, with its hash.
    public let ranking: String
    public let rankingHash: String
    /// Identity of the encoder; `none` for words alone.
    public let encoder: String
    public let systems: [String: System]
    /// In the order of the report.
    let order: [(name: String, title: String, isOwn: Bool)]
    /// Each system less each that it must beat.
    public let differences: [Difference]

    public struct System: Sendable, Encodable {
        public let ndcg: Estimate
        public let recall: Estimate

        private enum CodingKeys: String, CodingKey {
            case ndcg = "ndcg@10"
            case recall = "recall@10"
            case ndcgInterval = "ndcg@10_interval"
            case recallInterval = "recall@10_interval"
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(ndcg.mean, forKey: .ndcg)
            try container.encode([ndcg.lower, ndcg.upper], forKey: .ndcgInterval)
            try container.encode(recall.mean, forKey: .recall)
            try container.encode([recall.lower, recall.upper], forKey: .recallInterval)
        }
    }

    public struct Difference: Sendable {
        public let system: String
        public let part: String
        public let ndcg: PairedComparison
        public let recall: PairedComparison
    }

    /// Query by query.
    struct SystemFigures {
        var system: JudgedSystem
        var ndcg: [Double]
        var recall: [Double]
    }

    init(
        _ figures: [SystemFigures], ranking: RankingModel, encoder: IndexModel, listings: Int,
        judgements: Int,
        learned: Int, options: JudgedEvaluation.Options
    ) throws {
        queries = figures.first?.ndcg.count ?? 0
        (learnedQueries, self.judgements, self.listings) = (learned, judgements, listings)
        (self.ranking, rankingHash) = (ranking.name, try ranking.fusion.identity)
        self.encoder = encoder.identity
        order = figures.map { ($0.system.name, $0.system.title, $0.system.isOwn) }
        var systems: [String: System] = [:]
        var differences: [Difference] = []
        for one in figures {
            let (ndcg, recall) = (QueryFigures(one.ndcg), QueryFigures(one.recall))
            systems[one.system.name] = System(
                ndcg: ndcg.estimate(resamples: options.resamples),
                recall: recall.estimate(resamples: options.resamples))
            for part in figures where one.system.parts.contains(part.system.name) {
                differences.append(
                    Difference(
                        system: one.system.name, part: part.system.name,
                        ndcg: try PairedComparison(
                            ndcg, QueryFigures(part.ndcg), resamples: options.resamples),
                        recall: try PairedComparison(
                            recall, QueryFigures(part.recall), resamples: options.resamples)))
            }
        }
        (self.systems, self.differences) = (systems, differences)
    }
}

extension JudgedReport {
    private enum CodingKeys: String, CodingKey {
        case queries, judgements, listings, ranking, encoder, systems, differences
        case learnedQueries = "learned_queries"
        case rankingHash = "ranking_sha256"
    }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(_ text: String) { stringValue = text }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(queries, forKey: .queries)
        try container.encode(learnedQueries, forKey: .learnedQueries)
        try container.encode(judgements, forKey: .judgements)
        try container.encode(listings, forKey: .listings)
        try container.encode(ranking, forKey: .ranking)
        try container.encode(rankingHash, forKey: .rankingHash)
        try container.encode(self.encoder, forKey: .encoder)
        try container.encode(systems, forKey: .systems)
        var all = container.nestedContainer(keyedBy: Key.self, forKey: .differences)
        for difference in differences {
            let name = Key("\(difference.system) - \(difference.part)")
            var one = all.nestedContainer(keyedBy: Key.self, forKey: name)
            try one.encode(difference.ndcg, forKey: Key("ndcg@10"))
            try one.encode(difference.recall, forKey: Key("recall@10"))
        }
    }
}
