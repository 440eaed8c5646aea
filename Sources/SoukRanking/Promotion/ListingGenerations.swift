import SoukCatalog
import SoukEmbeddedSearch
import SoukTraining

/// Generations of the index by the listing model that they were built with.
struct ListingGenerations {
    let workspace: Workspace
    let madeBy: String

    private var generations: IndexGenerations { IndexGenerations(root: workspace.index) }

    /// A generation that may serve, and whether it was built just now.
    struct Candidate {
        var engine: SearchEngine
        var isNew: Bool
        var name: String { engine.index.generation }
    }

    /// The engine that serves with the model that its index was built with; nil where nothing whole serves.
    func serving() throws -> SearchEngine? {
        guard let index = try? generations.openCurrent() else { return nil }
        let folder = ModelStore(workspace).listingModel(identity: index.modelIdentity)
        let model = try folder.map { try TrainedListingModel($0, cache: workspace.root) }
        return try SearchEngine(workspace, encoder: model.map { QueryEncoder($0) })
    }

    /// The newest whole generation of a model, brought up to date, or one that is built now; it does not serve yet.
    ///
    /// - Parameter progress: listings done; returning false stops.
    func candidate(
        _ model: TrainedListingModel, progress: @Sendable (Int) -> Bool
    ) async throws -> Candidate {
        let encoder = QueryEncoder(model)
        let indexer = try indexer(model, encoder)
        if let name = try newest(of: model.identity) {
            let index = try generations.open(name)
            try indexer.refresh(index, progress: progress)
            return Candidate(engine: try engine(index, encoder), isNew: false)
        }
        let built = try await indexer.build(madeBy: madeBy, progress: progress)
        return Candidate(engine: try engine(generations.open(built.generation), encoder), isNew: true)
    }

    /// Lets a generation serve, after one more look at what changed meanwhile.
    func serve(_ candidate: Candidate, _ model: TrainedListingModel) throws {
        try indexer(model, QueryEncoder(model)).refresh(candidate.engine.index)
        try generations.switchTo(candidate.name)
    }

    func discard(_ candidate: Candidate) throws {
        guard candidate.isNew else { return }
        try candidate.engine.index.close()
        try generations.remove(candidate.name)
    }

    private func newest(of identity: String) throws -> String? {
        let whole = try generations.list().filter {
            $0.damage == nil && $0.manifest?.model.identity == identity
        }
        return (whole.first(where: \.isCurrent) ?? whole.last)?.name
    }

    private func indexer(_ model: TrainedListingModel, _ encoder: QueryEncoder) throws -> WorkspaceIndexer {
        WorkspaceIndexer(
            workspace,
            embedder: WorkspaceIndexer.Embedder(model, contents: try ListingContents(of: workspace)),
            encoder: encoder)
    }

    private func engine(_ index: ListingIndex, _ encoder: QueryEncoder) throws -> SearchEngine {
        return try SearchEngine(
            index: index, encoder: encoder, tuning: SearchTuning.load(from: index.folder))
    }
}
