import Foundation
import SoukCatalog
import SoukSearch
import SoukRanking

/// All listings of a workspace, as an index that knows of them what one trial shows.
struct TrialHaystack {
    let pipeline: SearchPipeline

    private static let batch = 256

    /// - Parameter progress: listings done.
    init(
        _ contents: [ListingContent], for trial: ListingTrial, on generations: any SearchGenerations,
        model: (any ContentEncoder)?, tuning: SearchTuning, progress: (Int) throws -> Void
    ) async throws {
        let engine = try await generations.scratch(model?.indexModel ?? .none)
        for start in stride(from: 0, to: contents.count, by: Self.batch) {
            let shown = contents[start..<min(start + Self.batch, contents.count)].map(trial.visible)
            let vectors = try model?.embed(listings: shown)
            try await engine.upsert(
                shown.enumerated().map { place, content in
                    IndexedListing(
                        id: content.id, title: content.title, description: content.description,
                        hasPhoto: !content.photos.isEmpty, vectors: vectors?[place] ?? [:])
                })
            try progress(min(start + Self.batch, contents.count))
        }
        pipeline = try await SearchPipeline(
            engine: engine, encoder: model.map { QueryEncoder($0) }, tuning: tuning, gazetteer: nil)
    }
}
