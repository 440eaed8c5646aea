import Foundation
import SoukEmbeddedSearch
import SoukSearch

/// All ways of searching the same vectors, in turns, so that a noisy moment hits all alike.
struct VectorTrial {
    struct Result: Encodable {
        var search: String
        var vectors: Int
        var dimensions: Int
        var queries: Int
        /// In milliseconds.
        var p50: Double
        var p99: Double
        var recall: Double
    }

    private let count: Int
    private let dimensions: Int
    private let folder = FileManager.default.temporaryDirectory.appending(path: "souk-benchmark-\(UUID())")
    private let store: VectorStore
    private let full: FloatScan
    private var cloud: VectorCloud

    init(_ count: Int, dimensions: Int) throws {
        self.count = count
        self.dimensions = dimensions
        cloud = VectorCloud(dimensions: dimensions)
        var full = FloatScan(dimensions: dimensions)
        var upserts: [VectorStore.Upsert] = []
        for row in 0..<Int64(count) {
            let vector = cloud.next()
            full.append(vector)
            upserts.append((row, .fused, vector))
        }
        self.full = full
        var plan = VectorPlan()
        plan.exactLimit = min(plan.exactLimit, count / 2)
        store = try VectorStore(folder: folder, dimensions: dimensions, fields: [.fused], plan: plan)
        try store.apply(upserts: upserts)
        let start = ContinuousClock.now
        try store.compact()
        let message = "graph of \(count) built in \(ContinuousClock.now - start)\n"
        FileHandle.standardError.write(Data(message.utf8))
    }

    func run(queries: Int, limit: Int) throws -> [Result] {
        defer { try? FileManager.default.removeItem(at: folder) }
        var cloud = cloud
        let ways = ways()
        var timings = [Timings](repeating: Timings(), count: ways.count)
        var found = [Double](repeating: 0, count: ways.count)
        for turn in 0..<queries {
            let query = cloud.next()
            for step in ways.indices {
                let number = (turn + step) % ways.count
                let way = ways[number]
                let rows = try timings[number].measure { try way.search(query, limit) }
                let wanted = full.search(query, limit: limit) { way.share == 1 || $0 % way.share == 0 }
                found[number] += Double(Set(rows).intersection(wanted).count) / Double(max(1, wanted.count))
            }
        }
        return ways.indices.map { number in
            Result(
                search: ways[number].name, vectors: count, dimensions: dimensions, queries: queries,
                p50: timings[number].percentile(0.5), p99: timings[number].percentile(0.99),
                recall: found[number] / Double(queries))
        }
    }

    private struct Way {
        var name: String
        /// Every how manyth row is allowed.
        var share = 1
        var search: ([Float], _ limit: Int) throws -> [Int64]
    }

    private func ways() -> [Way] {
        var exact = VectorPlan()
        exact.exactLimit = .max
        var half = exact
        half.scannedDimensions = dimensions / 2
        var graph = VectorPlan()
        graph.exactLimit = 0
        let search = { (plan: VectorPlan, share: Int) in
            let allowed =
                share == 1
                ? nil : RowSet(stride(from: 0, to: Int64(count), by: share).map { $0 })
            return { (query: [Float], limit: Int) in
                try store.search(query, field: .fused, allowed: allowed, limit: limit, plan: plan).map(
                    \.rowID)
            }
        }
        return [
            Way(name: "scan in full") { query, limit in full.search(query, limit: limit) },
            Way(name: "int8 scan", search: search(exact, 1)),
            Way(name: "int8 scan, half the dimensions", search: search(half, 1)),
            Way(name: "int8 scan, 1 in 2 allowed", share: 2, search: search(exact, 2)),
            Way(name: "int8 scan, 1 in 20 allowed", share: 20, search: search(exact, 20)),
            Way(name: "graph", search: search(graph, 1)),
            Way(name: "graph, 1 in 2 allowed", share: 2, search: search(graph, 2)),
        ]
    }
}
