import SoukCatalog
import SoukSearch
import SoukTraining

/// Generations of the index by the listing model that they were built with.
struct ListingGenerations {
    let workspace: Workspace
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
        let folder = ModelStore(workspace).listingModel(identity: engine.model.identity)
        let model = try folder.map { try TrainedListingModel($0, cache: workspace.root) }
        return try await .over(engine, of: generations, encoder: model.map { QueryEncoder($0) })
    }

    /// The newest whole generation of a model, brought up to date, or one that is built now; it does not serve yet.
    ///
    /// - Parameter progress: listings done; returning false stops.
    func candidate(
        _ model: TrainedListingModel, progress: @Sendable (Int) -> Bool
    ) async throws -> Candidate {
        let encoder = QueryEncoder(model)
        let indexer = try indexer(model, encoder)
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
    func serve(_ candidate: Candidate, _ model: TrainedListingModel) async throws {
        try await indexer(model, QueryEncoder(model)).refresh(candidate.pipeline.engine)
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

    private func indexer(_ model: TrainedListingModel, _ encoder: QueryEncoder) throws -> WorkspaceIndexer {
        WorkspaceIndexer(
            workspace, into: generations,
            embedder: WorkspaceIndexer.Embedder(model, contents: try ListingContents(of: workspace)),
            encoder: encoder)
    }
}
