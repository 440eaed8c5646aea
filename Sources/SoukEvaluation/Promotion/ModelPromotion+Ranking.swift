import Foundation
import SoukCatalog
import SoukRanking
import SoukSearch

/// Ranking models: judged by search alone, on queries that they have not learned from, over the same listings.
extension ModelPromotion {
    func compareRanking(_ folder: ModelFolder, with old: String?) async throws -> PromotionVerdict {
        let serving = try await servingPipeline()
        let new = try folder.ranking()
        let before = try old.map { try store.finished($0).ranking() } ?? serving.tuning.ranking
        return try await judge(
            new, serving.ranking(by: new), against: before, serving.ranking(by: before), records: false)
    }

    func promoteRanking(_ folder: ModelFolder, _ isForced: Bool) async throws -> PromotionOutcome {
        let model = try folder.ranking()
        let serving = try await servingPipeline()
        let candidate = try await generations.candidate(model)
        do {
            let verdict: PromotionVerdict? =
                if isForced { nil } else {
                    try await judge(
                        model, candidate.pipeline, against: serving.tuning.ranking, serving, records: true)
                }
            guard verdict?.isPassed != false else {
                try await generations.discard(candidate)
                return PromotionOutcome(
                    name: folder.name, version: folder.version, isInUse: false, verdict: verdict)
            }
            try await generations.serve(candidate)
            try store.promote(folder)
            return PromotionOutcome(
                name: folder.name, version: folder.version, isInUse: true, verdict: verdict,
                generation: candidate.name)
        } catch {
            if try await generations.current() != candidate.name { try await generations.discard(candidate) }
            throw error
        }
    }

    /// Back to the version before, or from the first one to what Souk ships.
    func rollBackRanking(_ name: String) async throws -> PromotionOutcome {
        let target = try store.previous(name)
        let candidate = try await generations.candidate(target?.ranking())
        try await generations.serve(candidate)
        if target != nil { try store.rollback(name) } else { try store.withdraw(name) }
        return PromotionOutcome(
            name: name, version: target?.version ?? 0, isInUse: true, generation: candidate.name)
    }

    private func servingPipeline() async throws -> SearchPipeline {
        guard let pipeline = try await generations.serving() else {
            throw RetrievalError.missing(path: workspace.index.path, remedy: "Build an index first.")
        }
        return pipeline
    }

    private func judge(
        _ new: RankingModel, _ pipeline: SearchPipeline, against old: RankingModel,
        _ serving: SearchPipeline, records: Bool
    ) async throws -> PromotionVerdict {
        let split = new.learnedFrom.map { QuerySplit(trainFraction: $0.trainFraction, seed: $0.seed) }
        let queries = try await ReplayQueries.of(workspace, engine: serving.engine, keptAsideBy: split)
        let found = try await replay(queries, pipeline)
        let known = try await replay(queries, serving)
        let gate = try QualityGate().judge(figure: SearchReplay.figure, old: known.ndcg, new: found.ndcg)
        if records { try SearchHistory(workspace).append(SearchRecord(found, pipeline: pipeline)) }
        return PromotionVerdict(new: new.name, old: old.name, gates: [gate], source: queries.source)
    }
}
