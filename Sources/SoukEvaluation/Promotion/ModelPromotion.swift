import Foundation
public import SoukCatalog
public import SoukSearch
import SoukRanking

/// Puts versions of models in use, behind the quality gate, and takes them back.
///
/// A photo classifier is judged by the categories that it gives to held-out listings. A listing model is judged by
/// those, and by search: its index is built beside the one that serves, and both answer the same queries. Model
/// and generation are switched together: the generation by one rename, which decides what serves, then the record
/// of the model; a promotion that dies between the two is finished by the same command.
public struct ModelPromotion: Sendable {
    /// What is being done, how much of it is done, and of how much where that is known.
    public typealias Progress = @Sendable (_ stage: String, _ done: Int, _ total: Int?) -> Void

    let workspace: Workspace
    let store: ModelStore
    private let models: any JudgedModelProvider
    let generations: ListingGenerations
    private let progress: Progress
    private let isCancelled: @Sendable () -> Bool

    /// - Parameters:
    ///   - models: opens models and asks them about held-out listings.
    ///   - search: where indexes are built, switched and taken back.
    ///   - madeBy: the program and its version, for the index that is built.
    public init(
        _ workspace: Workspace, models: any JudgedModelProvider, search: any SearchGenerations,
        madeBy: String,
        progress: @escaping Progress = { _, _, _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.workspace = workspace
        self.models = models
        self.progress = progress
        self.isCancelled = isCancelled
        store = ModelStore(workspace)
        generations = ListingGenerations(
            workspace: workspace, models: models, generations: search, madeBy: madeBy)
    }

    /// Weighs two versions and changes nothing.
    ///
    /// - Parameter old: the version in use, or else the newest finished one besides the new, unless given.
    public func compare(_ new: String, with old: String? = nil) async throws -> PromotionVerdict {
        let folder = try store.finishedVersion(new)
        if folder.isRanking { return try await compareRanking(folder, with: old) }
        let named = try old.map(store.finished)
        let before = if let named { named } else { try await inUse(besides: folder) }
        guard folder.isListing else { return try categories(folder, before) }
        let candidate = try await candidate(folder)
        let rival = try await before.flatMap { $0.url == folder.url ? nil : $0 }.asyncMap(self.candidate)
        let verdict = try await judge(folder, before, candidate.pipeline, rival?.pipeline)
        if let rival { try await generations.discard(rival) }
        try await generations.discard(candidate)
        return verdict
    }

    /// Puts a version in use, unless it is worse than what is in use by more than chance explains.
    ///
    /// - Parameter isForced: put it in use without asking the gate.
    /// - Returns: an outcome that is not in use when the gate refused; then nothing has changed.
    public func promote(_ reference: String, isForced: Bool = false) async throws -> PromotionOutcome {
        let folder = try store.finishedVersion(reference)
        if folder.isRanking { return try await promoteRanking(folder, isForced) }
        let before = try await inUse(besides: folder)
        guard folder.isListing else {
            let verdict = try isForced ? nil : categories(folder, before)
            if verdict?.isPassed != false { try store.promote(folder) }
            return outcome(folder, verdict)
        }
        let candidate = try await candidate(folder)
        let verdict: PromotionVerdict?
        do {
            verdict =
                try isForced
                ? nil : await judge(folder, before, candidate.pipeline, generations.serving())
        } catch {
            try await generations.discard(candidate)
            throw error
        }
        guard verdict?.isPassed != false else {
            try await generations.discard(candidate)
            return outcome(folder, verdict)
        }
        try await serve(candidate, folder, before)
        return outcome(folder, verdict, generation: candidate.name)
    }

    /// Puts the version that was in use before in use again, and the index that was built with it; that is built
    /// anew where it is gone.
    public func rollback(_ name: String) async throws -> PromotionOutcome {
        if try store.promoted(name)?.isRanking == true { return try await rollBackRanking(name) }
        let target = try store.rollbackTarget(name)
        guard target.isListing else { return outcome(try store.rollback(name), nil) }
        let candidate = try await candidate(target)
        try await generations.serve(candidate, model(target))
        return outcome(try store.rollback(name), nil, generation: candidate.name)
    }

    private func outcome(
        _ folder: ModelFolder, _ verdict: PromotionVerdict?, generation: String? = nil
    ) -> PromotionOutcome {
        PromotionOutcome(
            name: folder.name, version: folder.version, isInUse: verdict?.isPassed != false, verdict: verdict,
            generation: generation)
    }
}

extension ModelPromotion {
    /// For a listing model the version that serves; else the promoted one, or the newest other finished one.
    private func inUse(besides folder: ModelFolder) async throws -> ModelFolder? {
        if folder.isListing, let identity = try? await generations.generations.servingModel(),
            let serving = store.listingModel(identity: identity), serving.name == folder.name
        {
            return serving
        }
        if let promoted = try? store.promoted(folder.name) { return promoted }
        return store.versions(of: folder.name).last { $0.isFinished && $0.version != folder.version }
    }

    private func model(_ folder: ModelFolder) throws -> any OpenListingModel {
        try models.open(folder, cache: workspace.root)
    }

    private func candidate(_ folder: ModelFolder) async throws -> ListingGenerations.Candidate {
        let (progress, isCancelled) = (progress, isCancelled)
        let name = "\(folder.name)/\(folder.version)"
        return try await generations.candidate(model(folder)) { done in
            progress("index of \(name)", done, nil)
            return !isCancelled()
        }
    }

    private func serve(
        _ candidate: ListingGenerations.Candidate, _ folder: ModelFolder, _ before: ModelFolder?
    ) async throws {
        try await generations.serve(candidate, model(folder))
        // The way back leads to what served, also where nothing was ever promoted.
        if try store.promoted(folder.name) == nil, let before { try store.promote(before) }
        try store.promote(folder)
    }

    private func judge(
        _ folder: ModelFolder, _ before: ModelFolder?, _ new: SearchPipeline, _ old: SearchPipeline?
    ) async throws -> PromotionVerdict {
        let categories = try categories(folder, before)
        let queries = try await ReplayQueries.of(workspace, engine: new.engine)
        let found = try await replay(queries, new)
        let known = try await old.asyncMap { try await self.replay(queries, $0).ndcg }
        let search = try QualityGate().judge(figure: SearchReplay.figure, old: known, new: found.ndcg)
        try SearchHistory(workspace).append(SearchRecord(found, pipeline: new))
        return PromotionVerdict(
            new: categories.new, old: categories.old, gates: categories.gates + [search],
            source: queries.source)
    }

    func replay(_ queries: ReplayQueries, _ pipeline: SearchPipeline) async throws -> SearchReplay {
        let (progress, isCancelled) = (progress, isCancelled)
        return try await SearchReplay(queries, pipeline: pipeline) { done, total in
            progress("queries on \(pipeline.generation)", done, total)
            return !isCancelled()
        }
    }

    private func categories(_ new: ModelFolder, _ old: ModelFolder?) throws -> PromotionVerdict {
        let fresh = try answers(new)
        let known = try old.flatMap { $0.url == new.url ? nil : try answers($0) }
        return PromotionVerdict(
            new: "\(new.name)/\(new.version)", old: old.map { "\($0.name)/\($0.version)" },
            gates: [try QualityGate().judge(fresh, against: known)])
    }

    private func answers(_ folder: ModelFolder) throws -> ListingAnswers {
        try models.answers(
            folder, in: workspace,
            progress: { [progress] in progress("\(folder.name)/\(folder.version)", $0, $1) },
            isCancelled: isCancelled)
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async throws -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
