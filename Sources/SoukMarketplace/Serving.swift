import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukRanking

/// What answers at one time: an index, the model that it was built with, and the engine over both.
struct Serving: Sendable {
    let engine: SearchEngine
    let recommender: Recommender
    let encoder: QueryEncoder?
    let model: (any OpenListingModel)?

    var index: ListingIndex { engine.index }

    /// The generation that serves, with the model that it was built with.
    ///
    /// Words alone search where that model is gone.
    init(_ workspace: Workspace, models: any ListingModelProvider) throws {
        let index = try IndexGenerations(root: workspace.index).openCurrent()
        model = try models.model(of: index.model, in: workspace).model
        encoder = model.map { QueryEncoder($0) }
        engine = try SearchEngine(workspace, encoder: encoder)
        recommender = Recommender(engine: engine, workspace: workspace)
    }

    /// The listing as the index wants it, or nil when it is not on sale.
    func indexed(_ ids: [String], in workspace: Workspace) throws -> [String: IndexedListing] {
        var found: [(listing: StoredListing, photos: [StoredPhoto])] = []
        for id in ids {
            guard let stored = try workspace.listing(id), !stored.verdict.isRejected else { continue }
            let photos = try workspace.photos(of: id).filter {
                $0.verdict?.isRejected == false
                    && FileManager.default.fileExists(
                        atPath: workspace.photos.url(id: $0.id, size: .large).path)
            }
            found.append((stored, photos))
        }
        let contents = found.map { stored, photos in
            ListingContent(
                stored.listing, photos: photos.map { ListingPhoto($0, in: workspace.photos) })
        }
        let vectors = try contents.isEmpty ? [] : model?.embed(listings: contents)
        return Dictionary(
            uniqueKeysWithValues: found.indices.map { place in
                let (stored, photos) = found[place]
                return (
                    stored.listing.id,
                    IndexedListing(stored, hasPhoto: !photos.isEmpty, vectors: vectors?[place] ?? [:])
                )
            })
    }
}
