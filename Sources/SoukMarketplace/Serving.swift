import Dispatch
import SoukCatalog
import Foundation
import SoukRanking
import SoukSearch
import SoukTraining

/// What answers at one time: an engine, the model that its generation was built with, and the pipeline over both.
struct Serving: Sendable {
    let pipeline: SearchPipeline
    let recommender: Recommender
    let encoder: QueryEncoder?
    let model: TrainedListingModel?

    var engine: any SearchEngine { pipeline.engine }
    var generation: String { engine.generation }
    var isModelMissing: Bool { pipeline.degraded.contains(.modelMissing) }

    /// The generation that serves, opened once, with the model that it was built with. Where that model is gone,
    /// words alone search, and every answer says so.
    ///
    /// - Throws: `missing` before the first generation.
    init(_ workspace: Workspace, _ generations: any SearchGenerations) async throws {
        let engine = try await generations.openCurrent()
        let hasVectors = !engine.model.fields.isEmpty
        let identity = engine.model.identity
        let model = try await DispatchQueue.global().run {
            try hasVectors ? Self.model(identity, in: workspace) : nil
        }
        let encoder = model.map { QueryEncoder($0) }
        pipeline = try await .over(
            engine, of: generations, encoder: encoder, isModelMissing: hasVectors && model == nil)
        recommender = Recommender(pipeline: pipeline, workspace: workspace)
        (self.model, self.encoder) = (model, encoder)
    }

    /// nil where the model is gone.
    private static func model(
        _ identity: String, in workspace: Workspace
    ) throws -> TrainedListingModel? {
        try ModelStore(workspace).listingModel(identity: identity).map { try TrainedListingModel($0) }
    }

    /// Whether the model that was missing is there again.
    func isModelBack(in workspace: Workspace) -> Bool {
        isModelMissing && ModelStore(workspace).listingModel(identity: engine.model.identity) != nil
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
                    IndexedListing(stored, hasPhoto: !photos.isEmpty, vectors: vectors?[place] ?? [:])
                )
            })
    }
}
