import SoukCatalog
import Foundation
import SoukSearch
import SoukTraining

/// All listings of a workspace, as an index that knows of them what one trial shows.
struct TrialHaystack {
    let pipeline: SearchPipeline

    private static let batch = 256

    /// - Parameter progress: listings done.
    init(
        _ contents: [ListingContent], for trial: ListingTrial, on generations: any SearchGenerations,
        model: TrialModel?, tuning: SearchTuning, progress: (Int) throws -> Void
    ) async throws {
        let engine = try await generations.scratch(model?.index ?? .none)
        for start in stride(from: 0, to: contents.count, by: Self.batch) {
            let shown = contents[start..<min(start + Self.batch, contents.count)].map(trial.visible)
            let vectors = try model?.listings(shown)
            try await engine.upsert(
                shown.enumerated().map { place, content in
                    IndexedListing(
                        id: content.id, title: content.title, description: content.description,
                        hasPhoto: !content.photos.isEmpty, vectors: vectors?[place] ?? [:])
                })
            try progress(min(start + Self.batch, contents.count))
        }
        let encoder = model.map { model in
            QueryEncoder(identity: model.index.identity) { try model.words($0.map { $0.words ?? "" }) }
        }
        pipeline = try await SearchPipeline(
            engine: engine, encoder: encoder, tuning: tuning, gazetteer: nil)
    }
}
