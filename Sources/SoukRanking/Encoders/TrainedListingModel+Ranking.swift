import SoukCatalog
import Foundation
import SoukSearch
import SoukTraining

extension QueryEncoder {
    /// Encodes queries with a trained listing model, which also tells the category that the words speak of.
    public init(_ model: TrainedListingModel) {
        self.init(
            identity: model.identity,
            vectors: { inputs in
                try model.embed(queries: inputs.map { QueryContent(words: $0.words, photo: $0.photo) })
            },
            intent: { words in try model.intents([words]).first ?? [:] })
    }
}

extension WorkspaceIndexer.Embedder {
    /// Embeds a workspace's listings with a trained listing model.
    public init(_ model: TrainedListingModel, contents: ListingContents) {
        self.init(model: IndexModel(identity: model.identity, dimensions: model.dimensions)) { items in
            try model.embed(listings: items.map { contents.content(of: $0.listing.listing) })
        }
    }
}

extension TrainedListingModel {
    /// The listing model that a new index is built with: the promoted version, or else the newest finished one;
    /// nil where none was trained.
    ///
    /// - Parameter isCached: whether vectors of the encoders are kept in and taken from the workspace's files: good
    ///   for thousands of listings at a time, slow for one.
    public static func newest(
        in workspace: Workspace, isCached: Bool = true
    ) throws -> TrainedListingModel? {
        try load(ModelStore(workspace).chosenListingModel(), in: workspace, isCached)
    }

    /// The listing model that the index that serves was built with, or else the one a new index would be built
    /// with. A version that was trained since, and not promoted, is not in use.
    public static func inUse(
        in workspace: Workspace, search: any SearchGenerations, isCached: Bool = true
    ) async throws -> TrainedListingModel? {
        let store = ModelStore(workspace)
        let serving = try? await search.servingModel()
        let folder = try serving.flatMap(store.listingModel(identity:)) ?? store.chosenListingModel()
        return try load(folder, in: workspace, isCached)
    }

    private static func load(
        _ folder: ModelFolder?, in workspace: Workspace, _ isCached: Bool
    ) throws -> TrainedListingModel? {
        try folder.map { try TrainedListingModel($0, cache: isCached ? workspace.root : nil) }
    }
}

extension ModelStore {
    /// The name under which the listing model is trained unless told otherwise.
    public static let listingName = "listing"

    func chosenListingModel() throws -> ModelFolder? {
        try promoted(Self.listingName) ?? versions(of: Self.listingName).last { $0.isFinished }
    }

    /// The finished listing model of an identity, under any name; the newest of that name.
    public func listingModel(identity: String) -> ModelFolder? {
        names().flatMap(versions(of:)).last { folder in
            folder.isListing && (try? folder.listingDescription().identity) == identity
        }
    }
}
