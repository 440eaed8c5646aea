import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukRanking

/// All listings of a workspace, as an index that knows of them what one trial shows.
final class TrialHaystack {
    let engine: SearchEngine
    private let folder: URL

    private static let batch = 256

    /// - Parameter progress: listings done.
    init(
        _ contents: [ListingContent], for trial: ListingTrial, model: (any ContentEncoder)?,
        tuning: SearchTuning,
        progress: (Int) throws -> Void
    ) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("souk-trial-\(UUID())")
        do {
            let index = try ListingIndex.create(at: folder, model: model?.indexModel ?? .none)
            for start in stride(from: 0, to: contents.count, by: Self.batch) {
                let shown = contents[start..<min(start + Self.batch, contents.count)].map(trial.visible)
                let vectors = try model?.embed(listings: shown)
                try index.upsert(
                    shown.enumerated().map { place, content in
                        IndexedListing(
                            id: content.id, title: content.title, description: content.description,
                            hasPhoto: !content.photos.isEmpty, vectors: vectors?[place] ?? [:])
                    })
                try progress(min(start + Self.batch, contents.count))
            }
            try index.compact()
            engine = try SearchEngine(
                index: index, encoder: model.map { QueryEncoder($0) }, tuning: tuning, gazetteer: nil)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
