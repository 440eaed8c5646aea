import Foundation
import SoukCatalog
import SoukSearch
import SoukRanking

/// Generations of the index by the listing model that they were built with.
struct ListingGenerations {
    let workspace: Workspace
    let models: any JudgedModelProvider
    let generations: any SearchGenerations
    let madeBy: String

    /// A generation that may serve, and whether it was built just now.
    struct Candidate {
        var pipeline: SearchPipeline
        var isNew: Bool
        var name: String { pipeline.generation }
    }

    /// What serves, with the model that its index was built with; nil where nothing whole serves.
    func serving() async throws -> SearchPipeline? {
        guard let engine = try? await generations.openCurrent() else { return nil }
        let model = try models.model(of: engine.model, in: workspace, cache: workspace.root).model
        return try await .over(
            engine, of: generations, encoder: model.map { QueryEncoder($0) }, synonyms: .of(workspace))
    }

    /// The newest whole generation of a model, brought up to date, or one that is built now; it does not serve yet.
    ///
    /// - Parameter progress: listings done; returning false stops.
    func candidate(
        _ model: any ContentEncoder, progress: @Sendable (Int) -> Bool
    ) async throws -> Candidate {
        let encoder = QueryEncoder(model)
        let indexer = WorkspaceIndexer(workspace, into: generations, encoder: model)
        if let name = try await newest(of: model.identity) {
            let engine = try await generations.open(name)
            try await indexer.refresh(engine, progress: progress)
            return Candidate(
                pipeline: try await .over(
                    engine, of: generations, encoder: encoder, synonyms: .of(workspace)), isNew: false)
        }
        let built = try await indexer.build(madeBy: madeBy, progress: progress)
        let engine = try await generations.open(built.generation)
        return Candidate(
            pipeline: try await .over(
                engine, of: generations, encoder: encoder, synonyms: .of(workspace)), isNew: true)
    }

    /// A copy of the generation that serves, with another ranking model and a calibration of its scores; it does not
    /// serve yet.
    ///
    /// - Parameter ranking: nil for the one that Souk ships.
    /// - Throws: `missing` where no index serves.
    func candidate(_ ranking: RankingModel?) async throws -> Candidate {
        guard let serving = try await serving() else {
            throw RetrievalError.missing(path: workspace.index.path, remedy: "Build an index first.")
        }
        let progress = try workspace.progress(of: serving.generation)
        let copy = try await generations.copy(of: serving.engine, madeBy: madeBy)
        let ranked = serving.ranking(by: ranking ?? .standard)
        var tuning = ranked.tuning
        do { tuning.calibration = try await ranked.calibrate() } catch RankingError.examples {}
        try await tuning.save(to: generations, copy.name)
        try workspace.note(progress: progress, of: copy.name)
        return Candidate(
            pipeline: try await .over(
                generations.open(copy.name), of: generations, encoder: serving.encoder,
                synonyms: .of(workspace)), isNew: true)
    }

    /// Lets a generation serve that holds all that the one before it held; then the oldest are dropped.
    func serve(_ candidate: Candidate) async throws {
        try await generations.activate(candidate.name)
        _ = try await generations.openCurrent().state()
        try await generations.prune(keeping: WorkspaceIndexer.keptGenerations)
    }

    func current() async throws -> String? { try await generations.current() }

    /// Lets a generation serve, after one more look at what changed meanwhile; then the oldest are dropped.
    func serve(_ candidate: Candidate, _ model: any ContentEncoder) async throws {
        try await WorkspaceIndexer(workspace, into: generations, encoder: model)
            .refresh(candidate.pipeline.engine)
        try await serve(candidate)
    }

    func discard(_ candidate: Candidate) async throws {
        guard candidate.isNew else { return }
        try await generations.drop(candidate.name)
    }

    private func newest(of identity: String) async throws -> String? {
        let whole = try await generations.list(.opening).filter {
            $0.damage == nil && $0.manifest?.model.identity == identity
        }
        return (whole.first(where: \.isCurrent) ?? whole.last)?.name
    }
}
