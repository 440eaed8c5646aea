import SoukCatalog
import Foundation
import SoukRanking
import SoukEmbeddedSearch
import SoukTraining

/// What answers at one time: an index, the model that it was built with, and the engine over both.
struct Serving: Sendable {
    let engine: SearchEngine
    let recommender: Recommender
    let encoder: QueryEncoder?
    let model: TrainedListingModel?

    var index: ListingIndex { engine.index }

    /// The generation that serves, with the model that it was built with.
    ///
    /// - Throws: `wrongModel` where that model is gone.
    init(_ workspace: Workspace) throws {
        let index = try IndexGenerations(root: workspace.index).openCurrent()
        model =
            index.model.fields.isEmpty ? nil : try TrainedListingModel.inUse(in: workspace, isCached: false)
        encoder = model.map { QueryEncoder($0) }
        engine = try SearchEngine(workspace, encoder: encoder)
        recommender = Recommender(engine: engine, workspace: workspace)
    }

    /// The listing as the index wants it, or nil when it is not on sale.
    func indexed(_ ids: [String], in workspace: Workspace) throws -> [String: IndexedListing] {
        var found: [(listing: StoredListing, photos: [StoredPhoto])] = []
        for id in ids {
            guard let stored = try workspace.listing(id), stored.isShown else { continue }
            let photos = try workspace.photos(of: id).filter {
                $0.verdict?.isRejected == false
                    && FileManager.default.fileExists(
                        atPath: workspace.photos.url(id: $0.id, size: .large).path)
            }
            found.append((stored, photos))
        }
        let contents = found.map { stored, photos in
            ListingContent(
                id: stored.listing.id, title: stored.listing.title, description: stored.listing.description,
                categoryPath: stored.listing.categoryPath, price: stored.listing.price,
                photos: photos.map {
                    ListingPhoto(
                        url: workspace.photos.url(id: $0.id, size: .large), frame: $0.frame ?? .whole,
                        contentHash: $0.contentHash)
                })
        }
        let vectors = try contents.isEmpty ? [] : model?.embed(listings: contents)
        return Dictionary(
            uniqueKeysWithValues: found.indices.map { place in
                let (stored, photos) = found[place]
                return (
                    stored.listing.id,
                    IndexedListing(stored, photos: photos, vectors: vectors?[place] ?? [:])
                )
            })
    }
}
