import SoukCatalog
import Foundation
import SoukEmbeddedSearch
import SoukTraining

/// All listings of a workspace, as an index that knows of them what one trial shows.
final class TrialHaystack {
    let engine: SearchEngine
    private let folder: URL

    private static let batch = 256

    /// - Parameter progress: listings done.
    init(
        _ contents: [ListingContent], for trial: ListingTrial, model: TrialModel?, tuning: SearchTuning,
        progress: (Int) throws -> Void
    ) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("souk-trial-\(UUID())")
        do {
            let index = try ListingIndex.create(at: folder, model: model?.index ?? .none)
            for start in stride(from: 0, to: contents.count, by: Self.batch) {
                let shown = contents[start..<min(start + Self.batch, contents.count)].map(trial.visible)
                let vectors = try model?.listings(shown)
                try index.upsert(
                    shown.enumerated().map { place, content in
                        IndexedListing(
                            id: content.id, title: content.title, description: content.description,
                            hasPhoto: !content.photos.isEmpty, vectors: vectors?[place] ?? [:])
                    })
                try progress(min(start + Self.batch, contents.count))
            }
            try index.compact()
            let encoder = model.map { model in
                QueryEncoder(identity: model.index.identity) { try model.words($0.map { $0.words ?? "" }) }
            }
            engine = try SearchEngine(index: index, encoder: encoder, tuning: tuning, gazetteer: nil)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
