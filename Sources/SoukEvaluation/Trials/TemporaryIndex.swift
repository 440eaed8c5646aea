import SoukCatalog
import SoukRanking
import SoukSearch

/// An engine for one evaluation, filled and asked by the code that serves; gone with the evaluation.
struct TemporaryIndex: Sendable {
    let pipeline: SearchPipeline

    private static let batch = 256

    /// - Parameters:
    ///   - contents: What the engine may know of its listings.
    ///   - model: nil searches by words alone.
    ///   - tuning: What Souk ships unless given.
    ///   - progress: listings done.
    init(
        _ contents: [ListingContent], on generations: any SearchGenerations, model: (any ContentEncoder)?,
        tuning: SearchTuning? = nil, gazetteer: Gazetteer? = nil, synonyms: Synonyms = .none,
        progress: (Int) throws -> Void
    ) async throws {
        let engine = try await generations.scratch(model?.indexModel ?? .none)
        for start in stride(from: 0, to: contents.count, by: Self.batch) {
            let batch = Array(contents[start..<min(start + Self.batch, contents.count)])
            let vectors = try model?.embed(listings: batch)
            try await engine.upsert(
                batch.enumerated().map { number, content in
                    IndexedListing(
                        id: content.id, title: content.title, description: content.description,
                        hasPhoto: !content.photos.isEmpty, vectors: vectors?[number] ?? [:])
                })
            try progress(min(start + Self.batch, contents.count))
        }
        pipeline = try await SearchPipeline(
            engine: engine, encoder: model.map { QueryEncoder($0) }, tuning: tuning, gazetteer: gazetteer,
            synonyms: synonyms)
    }
}
