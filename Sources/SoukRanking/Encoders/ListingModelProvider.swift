public import Foundation
public import SoukCatalog
public import SoukSearch

/// An open listing model: vectors for search, and categories.
public typealias OpenListingModel = ContentEncoder & ListingClassifier

/// Opens the listing models of a workspace. Whoever searches by vectors is given one; without, words alone search.
public protocol ListingModelProvider: Sendable {
    /// Opens a finished listing model.
    ///
    /// - Parameters:
    ///   - folder: The version of the model to open.
    ///   - cache: A workspace's folder, where vectors of content are kept and found: good for thousands of
    ///     listings at a time, slow for one. Nil keeps none.
    func open(_ folder: ModelFolder, cache: URL?) throws -> any OpenListingModel
}

/// What was found of the listing model that an index needs.
public enum ListingModelLookup: Sendable {
    /// The index holds no vectors, and needs no model.
    case notNeeded
    case found(any OpenListingModel, ModelFolder)
    /// The index holds vectors of a model that is not in the workspace: only words can search it.
    case missing(identity: String)

    public var model: (any OpenListingModel)? {
        if case .found(let model, _) = self { return model }
        return nil
    }
}

extension ListingModelProvider {
    /// The model that an index was built with.
    public func model(
        of index: IndexModel, in workspace: Workspace, cache: URL? = nil
    ) throws -> ListingModelLookup {
        guard !index.fields.isEmpty else { return .notNeeded }
        guard let folder = ModelStore(workspace).listingModel(identity: index.identity) else {
            return .missing(identity: index.identity)
        }
        return .found(try open(folder, cache: cache), folder)
    }

    /// The model that a new index is built with: the promoted version, or else the newest finished one; nil where none
    /// was trained.
    public func chosen(
        in workspace: Workspace, cache: URL? = nil
    ) throws -> (any OpenListingModel)? {
        try ModelStore(workspace).chosenListingModel().map { try open($0, cache: cache) }
    }
}

/// Knows no models: words alone search.
public struct NoListingModels: ListingModelProvider {
    public init() {}

    public func open(_ folder: ModelFolder, cache: URL?) throws -> any OpenListingModel {
        throw Self.refusal(folder)
    }

    package static func refusal(_ folder: ModelFolder) -> StoredModelError {
        .unusable(
            path: folder.url.path, reason: "this program opens no models",
            remedy: "Give it a provider of models: `WorkspaceModels` of SoukInference.")
    }
}
