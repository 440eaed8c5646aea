import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukSearch

/// All ways of searching the same vectors, in turns, so that a noisy moment hits all alike.
struct VectorTrial {
    /// What graphs of peers are set to.
    private static let recall = 0.98
    /// Of so many rows, one is allowed.
    private static let shares = [1, 2, 20, 200]

    private let count: Int
    private let limit: Int
    private let store: VectorStore
    private let full: FloatScan
    private let queries: [[Float]]
    private let peers: [VectorPeer]
    private let folder: URL
    /// Seconds of the processor.
    private let built: Double
    private let hasGraph: Bool

    private static let warmUp = 20

    static let peers = ["hnswlib", "faiss-hnsw", "faiss-sq8", "faiss-flat", "usearch"]

    /// - Parameters:
    ///   - names: of the peers.
    ///   - hasGraph: whether Souk's graph is built and measured, too.
    init(
        _ count: Int, dimensions: Int, queries number: Int, limit: Int, beside names: [String] = peers,
        hasGraph: Bool = true
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "souk-benchmark-\(UUID())")
        (self.count, self.limit, self.folder) = (count, limit, folder)
        var cloud = VectorCloud(dimensions: dimensions)
        var full = FloatScan(dimensions: dimensions)
        var upserts: [VectorStore.Upsert] = []
        for row in 0..<Int64(count) {
            let vector = cloud.next()
            full.append(vector)
            upserts.append((row, .fused, vector))
        }
        self.full = full
        queries = (0..<number + Self.warmUp).map { _ in cloud.next() }
        var plan = VectorPlan()
        // Whether a search uses a graph that is there is said by the plan of the search.
        plan.exactLimit = hasGraph ? min(plan.exactLimit, count / 2) : .max
        self.hasGraph = hasGraph
        let store = try VectorStore(folder: folder, dimensions: dimensions, fields: [.fused], plan: plan)
        self.store = store
        var build = Timings()
        try build.measure {
            try store.apply(upserts: upserts)
            try store.compact()
        }
        built = build.processor[0] / 1_000
        let files = ["rows", "queries"].map { folder.appending(path: "\($0).f32") }
        for (file, vectors) in zip(files, [upserts.map(\.2), queries]) {
            var bytes = Data(capacity: vectors.count * dimensions * 4)
            for vector in vectors { vector.withUnsafeBytes { bytes.append(contentsOf: $0) } }
            try bytes.write(to: file)
        }
        var peers: [VectorPeer] = []
        for name in names {
            let peer = try await VectorPeer(
                name, rows: files[0], queries: files[1], dimensions: dimensions, recall: Self.recall,
                limit: limit)
            if let peer { peers.append(peer) }
        }
        self.peers = peers
    }

    func run() throws -> Measurement {
        defer { try? FileManager.default.removeItem(at: folder) }
        let ways = ways()
        var timings = [Timings](repeating: Timings(), count: ways.count)
        var found = [Int](repeating: 0, count: ways.count)
        var wanted = 0
        var random = SplitMix64(seed: 1)
        for (number, query) in queries.enumerated() {
            let truth = Dictionary(
                Self.shares.map { share in
                    (share, Set(full.search(query, limit: limit) { $0 % share == 0 }))
                }, uniquingKeysWith: { $1 })
            wanted += number < Self.warmUp ? 0 : limit
            // In any order: what one way leaves in the caches helps the next of its kind.
            for place in ways.indices.shuffled(using: &random) {
                let way = ways[place]
                var lap = timings[place]
                let rows = Set(try way.search(number, &lap))
                guard number >= Self.warmUp else { continue }
                timings[place] = lap
                found[place] += rows.intersection(truth[way.share] ?? []).count
            }
        }
        let recalls = found.map { Double($0) / Double(max(1, wanted)) }
        var measurement = Measurement(
            "vectors-\(count)", title: "Vectors, the best \(limit) of \(count)",
            columns: ["search"] + Timings.summaryColumns + ["recall"])
        measurement.rows = ways.indices.map {
            .init(label: ways[$0].name, values: timings[$0].summary + [recalls[$0]])
        }
        measurement.notes = [
            "Graphs of the peers look as wide as 100 queries need for a recall of \(Self.recall); Souk's as by default.",
            "Built: "
                + ([("Souk", built)] + peers.map { ($0.name, $0.built.processor) })
                .map { "\($0) \(Measurement.text($1)) s of the processor" }.joined(separator: ", ") + ".",
        ]
        measurement.ratios = Self.shares.compactMap { share in
            ratio(share, ways, timings, recalls)
        }
        return measurement
    }

    /// Souk as it chooses, beside the fastest peer that finds as much.
    private func ratio(_ share: Int, _ ways: [Way], _ timings: [Timings], _ recalls: [Double]) -> Ratio? {
        guard let souk = ways.firstIndex(where: { $0.share == share }) else { return nil }
        let peers = ways.indices.filter {
            ways[$0].share == share && ways[$0].isPeer && recalls[$0] >= Self.recall
        }
        let median = { (way: Int) in Timings.percentile(0.5, of: timings[way].processor) }
        guard let best = peers.min(by: { median($0) < median($1) }) else { return nil }
        return Ratio(
            what: "vectors, \(share == 1 ? "all" : "1 in \(share)") allowed, \(count)",
            to: "the fastest peer",
            timings[souk],
            timings[best],
            aim: 1)
    }

    private struct Way {
        var name: String
        var share: Int
        var isPeer = false
        var search: (_ query: Int, inout Timings) throws -> [Int64]
    }

    /// The first of each share is Souk's own choice.
    private func ways() -> [Way] {
        var (scan, graph) = (VectorPlan(), VectorPlan())
        (scan.exactLimit, graph.exactLimit) = (.max, 0)
        var ways: [Way] = []
        for share in Self.shares {
            let suffix = share == 1 ? "" : ", 1 in \(share)"
            for (name, plan) in [("Souk", VectorPlan()), ("Souk, scan", scan), ("Souk, graph", graph)]
            where name == "Souk" || (share <= 2 && hasGraph) {
                let allowed =
                    share == 1 ? nil : RowSet(stride(from: 0, to: Int64(count), by: share).map { $0 })
                ways.append(
                    Way(name: name + suffix, share: share) { query, timings in
                        try timings.measure {
                            try store.search(
                                queries[query], field: .fused, allowed: allowed, limit: limit, plan: plan
                            ).map(\.rowID)
                        }
                    })
            }
            for peer in peers where share == 1 || peer.name.hasPrefix("faiss") {
                ways.append(
                    Way(name: peer.name + suffix, share: share, isPeer: true) { query, timings in
                        try peer.search(query: query, share: share, &timings)
                    })
            }
        }
        return ways
    }
}
