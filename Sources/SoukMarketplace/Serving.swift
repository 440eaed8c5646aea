import Foundation
import SoukCatalog
import SoukRanking
import Dispatch
import SoukSearch

/// What answers at one time: an engine, the model that its generation was built with, and the pipeline over both.
struct Serving: Sendable {
    let pipeline: SearchPipeline
    let recommender: Recommender
    let encoder: QueryEncoder?
    let model: (any OpenListingModel)?

    var engine: any SearchEngine { pipeline.engine }
    var generation: String { engine.generation }
    var isModelMissing: Bool { pipeline.degraded.contains(.modelMissing) }

    /// The generation that serves, opened once, with the model that it was built with. Where that model is gone,
    /// words alone search, and every answer says so.
    ///
    /// - Throws: `missing` before the first generation.
    init(
        _ workspace: Workspace, _ generations: any SearchGenerations, _ models: any ListingModelProvider
    ) async throws {
        let engine = try await generations.openCurrent()
        let hasVectors = !engine.model.fields.isEmpty
        let model = try await DispatchQueue.global().run {
            try models.model(of: engine.model, in: workspace).model
        }
        let encoder = model.map { QueryEncoder($0) }
        pipeline = try await .over(
            engine, of: generations, encoder: encoder, isModelMissing: hasVectors && model == nil,
            synonyms: .of(workspace))
        recommender = Recommender(pipeline: pipeline, workspace: workspace)
        (self.model, self.encoder) = (model, encoder)
    }

    /// Whether the model that was missing is there again.
    func isModelBack(in workspace: Workspace, _ models: any ListingModelProvider) -> Bool {
        isModelMissing && (try? models.model(of: engine.model, in: workspace).model) != nil
    }

    /// Listings as the index wants them, and the ids of those that are not on sale.
    ///
    /// No dictionary by id: two ids that Swift's strings call equal (é as one scalar or as two) are two listings.
    func indexed(
        _ ids: [String], in workspace: Workspace
    ) throws -> (shown: [IndexedListing], gone: [String]) {
        var found: [(listing: StoredListing, photos: [StoredPhoto])] = []
        var gone: [String] = []
        for id in ids {
            guard let stored = try workspace.listing(id), stored.isShown else {
                gone.append(id)
                continue
            }
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
        let vectors: [[VectorField: [Float]]]?
        do {
            vectors = try contents.isEmpty ? [] : model?.embed(listings: contents)
        } catch {
            // One damaged photo is that photo's problem.
            guard try found.contains(where: { try $0.photos.contains { try workspace.mend($0) != nil } })
            else { throw error }
            return try indexed(ids, in: workspace)
        }
        let shown = found.enumerated().map { number, one in
            IndexedListing(one.listing, photos: one.photos, vectors: vectors?[number] ?? [:])
        }
        return (shown, gone)
    }
}
