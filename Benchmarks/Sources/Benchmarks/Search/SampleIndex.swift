import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukSample
import SoukSearch

/// A generation of fictional listings, built and opened as `souk index` and `souk serve` do.
///
/// Their text comes the whole way from a generated table through the import; their vectors are drawn, in clusters
/// as listings lie, for time does not depend on what they mean.
final class SampleIndex {
    let engine: any SearchEngine
    /// Seconds of the clock and of the processor that the import and the index took.
    let imported, built: (wall: Double, processor: Double)
    let titles: [String]
    let categories: [[String]]
    private let folder = FileManager.default.temporaryDirectory.appending(path: "souk-benchmark-\(UUID())")

    init(_ count: Int, seed: UInt64, model: IndexModel, progress: (String) -> Void) async throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            var timings = Timings()
            let workspace = try Self.workspace(count, seed: seed, in: folder, &timings, progress: progress)
            progress("index of \(count)")
            let generations = workspace.search
            var titles: [String] = []
            let generation = try await timings.measure {
                try await generations.build(model, madeBy: "benchmarks") { draft in
                    titles = try await Self.fill(draft, from: workspace, model)
                }
            }
            let seconds = zip(timings.wall, timings.processor).map { ($0 / 1_000, $1 / 1_000) }
            (imported, built) = (seconds[0], seconds[1])
            self.titles = titles
            engine = try await generations.open(generation.name)
            categories = try await engine.facets().categories.map(\.path).filter { $0.count == 1 }
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Adds all listings of the workspace with drawn vectors; returns their titles.
    private static func fill(
        _ draft: any GenerationDraft, from workspace: Workspace, _ model: IndexModel
    ) async throws -> [String] {
        var cloud = VectorCloud(dimensions: max(model.dimensions, 1))
        var titles: [String] = []
        var last: String?
        while true {
            let batch = try workspace.listings(after: last, limit: 500)
            guard let end = batch.last else { return titles }
            try await draft.add(
                batch.map { stored in
                    var vectors: [VectorField: [Float]] = [:]
                    for field in model.fields { vectors[field] = cloud.next() }
                    return IndexedListing(stored, hasPhoto: true, vectors: vectors)
                })
            titles += batch.map(\.listing.title)
            last = end.listing.id
        }
    }

    private static func workspace(
        _ count: Int, seed: UInt64, in folder: URL, _ timings: inout Timings, progress: (String) -> Void
    ) throws -> Workspace {
        progress("sample of \(count)")
        let sample = folder.appending(path: "sample")
        try SampleMarketplace(seed: seed, listings: count, photos: false).write(to: sample)
        progress("import of \(count)")
        let workspace = try Workspace(at: folder.appending(path: "workspace"), create: true)
        try timings.measure {
            _ = try Importer(workspace: workspace).run(
                ImportRequest(listings: sample.appending(path: "Products.csv")))
        }
        return workspace
    }
}
