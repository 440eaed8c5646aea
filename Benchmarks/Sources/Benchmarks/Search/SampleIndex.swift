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
    /// Seconds of the clock and of the processor that the import and the index took; nil for a workspace that was
    /// imported before.
    let imported: (wall: Double, processor: Double)?
    let built: (wall: Double, processor: Double)
    let titles: [String]
    let categories: [[String]]
    private let folder: ScratchFolder

    convenience init(
        _ count: Int, seed: UInt64, model: IndexModel, progress: (String) -> Void
    ) async throws {
        let folder = try ScratchFolder()
        var timings = Timings()
        let workspace = try Self.workspace(count, seed: seed, in: folder.url, &timings, progress: progress)
        progress("index of \(count)")
        try await self.init(
            of: workspace, model: model, in: folder,
            imported: (timings.wall[0] / 1_000, timings.processor[0] / 1_000))
    }

    /// Of the listings of a workspace, whose own index is left alone.
    init(
        of workspace: Workspace, model: IndexModel, in folder: ScratchFolder? = nil,
        imported: (wall: Double, processor: Double)? = nil
    ) async throws {
        let folder = try folder ?? ScratchFolder()
        let generations = EmbeddedGenerations(root: folder.url.appending(path: "index"))
        var timings = Timings()
        var titles: [String] = []
        let generation = try await timings.measure {
            try await generations.build(model, madeBy: "benchmarks") { draft in
                titles = try await Self.fill(draft, from: workspace, model)
            }
        }
        (self.folder, self.imported, self.titles) = (folder, imported, titles)
        built = (timings.wall[0] / 1_000, timings.processor[0] / 1_000)
        engine = try await generations.open(generation.name)
        categories = try await engine.facets().categories.map(\.path).filter { $0.count == 1 }
    }

    /// Removed when nobody holds it any more.
    final class ScratchFolder: Sendable {
        let url = FileManager.default.temporaryDirectory.appending(path: "souk-benchmark-\(UUID())")

        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

        deinit { try? FileManager.default.removeItem(at: url) }
    }

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
