import SoukRanking

/// What judged queries say of each system; JSON for programs.
public struct JudgedReport: Sendable, Encodable {
    /// How many queries were judged on: those held out.
    public let queries: Int
    /// How many judgements these queries have.
    public let judgements: Int
    /// How many titles recall searches.
    public let titles: Int
    public let trainingQueries: Int
    public let split: QuerySplit
    public let minimumTitles: Int
    public let systems: [JudgedSystem: System]
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
        public let system: JudgedSystem
        public let part: JudgedSystem
        public let ndcg: PairedComparison
        public let recall: PairedComparison
    }

    init(
        ndcg: [JudgedSystem: QueryFigures], recall: [JudgedSystem: QueryFigures], judgements: Int,
        titles: Int, trainingQueries: Int, options: JudgedEvaluation.Options
    ) throws(EvaluationError) {
        queries = ndcg[.random]?.values.count ?? 0
        self.judgements = judgements
        self.titles = titles
        self.trainingQueries = trainingQueries
        (split, minimumTitles) = (options.split, options.minimumTitles)
        var systems: [JudgedSystem: System] = [:]
        var differences: [Difference] = []
        let none = QueryFigures([])
        for system in JudgedSystem.allCases {
            guard let gain = ndcg[system] else { continue }
            let found = recall[system] ?? none
            systems[system] = System(
                ndcg: gain.estimate(resamples: options.resamples),
                recall: found.estimate(resamples: options.resamples))
            for part in system.parts where ndcg[part] != nil {
                differences.append(
                    Difference(
                        system: system, part: part,
                        ndcg: try PairedComparison(gain, ndcg[part] ?? none, resamples: options.resamples),
                        recall: try PairedComparison(
                            found, recall[part] ?? none, resamples: options.resamples)))
            }
        }
        self.systems = systems
        self.differences = differences
    }
}

extension JudgedReport {
    private enum CodingKeys: String, CodingKey {
        case queries, judgements, titles, split, systems, differences
        case trainingQueries = "training_queries"
        case minimumTitles = "minimum_titles"
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
        try container.encode(judgements, forKey: .judgements)
        try container.encode(titles, forKey: .titles)
        try container.encode(trainingQueries, forKey: .trainingQueries)
        try container.encode(minimumTitles, forKey: .minimumTitles)
        try container.encode(split, forKey: .split)
        try container.encode(systems, forKey: .systems)
        var all = container.nestedContainer(keyedBy: Key.self, forKey: .differences)
        for difference in differences {
            let name = Key("\(difference.system.rawValue) - \(difference.part.rawValue)")
            var one = all.nestedContainer(keyedBy: Key.self, forKey: name)
            try one.encode(difference.ndcg, forKey: Key("ndcg@10"))
            try one.encode(difference.recall, forKey: Key("recall@10"))
        }
    }
}
