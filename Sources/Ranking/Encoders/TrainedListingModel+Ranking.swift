import Catalog
import Foundation
import Retrieval
import Training

extension QueryEncoder {
    /// Encodes queries with a trained listing model, which also tells the category that the words speak of.
    public init(_ model: TrainedListingModel) {
        self.init(
            identity: model.identity,
            vectors: { inputs in
                try model.embed(queries: inputs.map { QueryContent(words: $0.words, photo: $0.photo) })
            },
            intent: { words in
                let answers = try model.categories([ListingContent(id: "", title: words)])
                let guesses = answers.first?.probabilities ?? []
                return Dictionary(guesses.map { ($0.category, $0.probability) }) { first, _ in first }
            })
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
    /// The newest finished listing model of a workspace; nil where none was trained.
    public static func newest(in workspace: Workspace) throws -> TrainedListingModel? {
        let finished = ModelStore(workspace).versions(of: "listing").last { $0.isFinished }
        return try finished.map { try TrainedListingModel($0, cache: workspace.root) }
    }
}
