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
        return try await .over(engine, of: generations, encoder: model.map { QueryEncoder($0) })
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
                pipeline: try await .over(engine, of: generations, encoder: encoder), isNew: false)
        }
        let built = try await indexer.build(madeBy: madeBy, progress: progress)
        let engine = try await generations.open(built.generation)
        return Candidate(pipeline: try await .over(engine, of: generations, encoder: encoder), isNew: true)
    }

    /// Lets a generation serve, after one more look at what changed meanwhile; then the oldest are dropped.
    func serve(_ candidate: Candidate, _ model: any ContentEncoder) async throws {
        try await WorkspaceIndexer(workspace, into: generations, encoder: model)
            .refresh(candidate.pipeline.engine)
        try await generations.activate(candidate.name)
        _ = try await generations.openCurrent().state()
        try await generations.prune(keeping: WorkspaceIndexer.keptGenerations)
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
