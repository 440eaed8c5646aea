import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukTraining

/// An index for one evaluation, built and asked by the code that serves; gone with the evaluation.
final class TemporaryIndex: Sendable {
    let engine: SearchEngine
    private let folder: URL

    private static let batch = 256

    /// - Parameters:
    ///   - contents: What the index may know of its listings.
    ///   - model: nil makes an index of words alone.
    ///   - tuning: What Souk ships unless given.
    ///   - progress: listings done.
    init(
        _ contents: [ListingContent], model: TrialModel?, tuning: SearchTuning? = nil,
        gazetteer: Gazetteer? = nil, synonyms: Synonyms = .none, progress: (Int) throws -> Void
    ) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("souk-evaluation-\(UUID())")
        do {
            let index = try ListingIndex.create(at: folder, model: model?.index ?? .none)
            for start in stride(from: 0, to: contents.count, by: Self.batch) {
                let batch = Array(contents[start..<min(start + Self.batch, contents.count)])
                let vectors = try model?.listings(batch)
                try index.upsert(
                    batch.enumerated().map { number, content in
                        IndexedListing(
                            id: content.id, title: content.title, description: content.description,
                            hasPhoto: !content.photos.isEmpty, vectors: vectors?[number] ?? [:])
                    })
                try progress(min(start + Self.batch, contents.count))
            }
            try index.compact()
            let encoder = model.map { model in
                QueryEncoder(
                    identity: model.index.identity,
                    vectors: { try model.words($0.map { $0.words ?? "" }) },
                    intent: { try model.categories([$0]).first ?? [:] })
            }
            engine = try SearchEngine(
                index: index, encoder: encoder, tuning: tuning, gazetteer: gazetteer, synonyms: synonyms)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
