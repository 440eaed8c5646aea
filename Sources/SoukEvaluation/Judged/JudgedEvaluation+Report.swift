import SoukSearch
public import SoukRanking

extension JudgedEvaluation {
    /// Judges chance, BM25, vectors, their plain sum, what Souk ships, and the model in question, alone and as shown.
    ///
    /// - Parameters:
    ///   - ranking: The model in question; what Souk ships unless given.
    ///   - progress: queries done, of how many; may throw to stop.
    /// - Throws: `examples` when no query is left to judge.
    public func report(
        _ ranking: RankingModel? = nil, progress: @Sendable (Int, Int) throws -> Void = { _, _ in }
    ) async throws -> JudgedReport {
        let standard = RankingModel.standard
        let ranking = ranking ?? standard
        guard !test.isEmpty else {
            throw RankingError.examples(
                reason:
                    "the ranking model \(ranking.name) has learned from all \(usable.count) queries that can be judged",
                remedy: "Judge it on another table, or train it with a smaller share of the queries.")
        }
        var systems: [JudgedSystem] = [.random, .bm25]
        if !pipeline.engine.model.fields.isEmpty { systems += [.vectors, .hybrid] }
        if ranking != standard {
            systems.append(JudgedSystem(standard.fusion, name: "standard", title: "standard ranking model"))
        }
        systems.append(
            JudgedSystem(
                ranking.fusion, name: "ranking", title: "ranking model \(ranking.name)", isOwn: true))
        systems.append(.shown)
        let answers = try await found(test, by: pipeline.ranking(by: ranking), progress: progress)
        let figures = systems.map { system in
            JudgedReport.SystemFigures(
                system: system, ndcg: answers.map { $0.ndcg(system, at: options.depth) },
                recall: answers.compactMap { $0.recall(system, at: options.depth, among: listings) })
        }
        return try JudgedReport(
            figures, ranking: ranking, encoder: pipeline.engine.model, listings: listings,
            judgements: test.reduce(0) { $0 + $1.judgements.count }, learned: usable.count - test.count,
            options: options)
    }
}
