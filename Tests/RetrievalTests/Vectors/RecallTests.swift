import SoukCatalog
import Foundation
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

/// Recall of the best ten against a scan of all vectors in full, on vectors in clusters.
@Suite(.serialized) struct RecallTests {
    static let dimensions = 64
    static let count = 6_000

    let folder: ScratchFolder
    var cloud = VectorCloud(dimensions: Self.dimensions, centres: 60)
    let vectors: [[Float]]

    init() throws {
        folder = try ScratchFolder()
        vectors = cloud.next(Self.count)
    }

    func store(_ plan: VectorPlan) throws -> VectorStore {
        let store = try VectorStore(
            folder: folder.url, dimensions: Self.dimensions, fields: [.fused], plan: plan)
        if store.count(.fused) == 0 {
            try store.apply(upserts: vectors.enumerated().map { (Int64($0.offset), .fused, $0.element) })
            try store.compact()
        }
        return store
    }

    mutating func meanRecall(
        _ store: VectorStore, _ plan: VectorPlan, allowed: RowSet? = nil, queries: Int = 25
    ) throws -> Double {
        let flat = FlatScan(vectors)
        var sum = 0.0
        for query in cloud.next(queries) {
            let found = try store.search(query, field: .fused, allowed: allowed, limit: 10, plan: plan)
            sum += recall(found, of: flat.search(query, allowed: allowed, limit: 10))
        }
        return sum / Double(queries)
    }

    @Test mutating func `the quantised scan finds what a scan in full finds`() throws {
        let store = try store(VectorPlan())
        #expect(try meanRecall(store, VectorPlan()) >= 0.999)
        for share in [3, 7, 100] {
            let allowed = RowSet((0..<Int64(Self.count)).filter { $0 % Int64(share) == 1 })
            #expect(try meanRecall(store, VectorPlan(), allowed: allowed) >= 0.999)
        }
    }

    /// The result set is made of them: one more or less would be another total.
    @Test mutating func `the rows at or above a similarity are those of a scan in full`() throws {
        let store = try store(VectorPlan())
        for query in cloud.next(20) {
            let products = vectors.map { zip($0, query).reduce(0.0) { $0 + Double($1.0) * Double($1.1) } }
            for least in [0.2, 0.5, 0.7, 0.8, 0.9] {
                let found = try store.rows(near: query, field: .fused, atLeast: Float(least))
                // Sums of 32 bits may lie on either side of what they are next to.
                #expect(
                    products.indices.allSatisfy { row in
                        abs(products[row] - least) < 1e-5
                            || found.contains(Int64(row)) == (products[row] > least)
                    })
            }
        }
    }

    /// Nothing of it depends on how often a vector was read, and from where.
    @Test mutating func `a similarity is the same whichever search tells it`() throws {
        let store = try store(VectorPlan())
        let query = cloud.next()
        let first = try store.search(query, field: .fused, limit: 50)
        #expect(try store.search(query, field: .fused, limit: 50) == first)
        let rows = first.map(\.rowID)
        #expect(
            try store.similarities(of: rows + [-1], to: query, field: .fused) == first.map(\.similarity) + [
                nil
            ])
        #expect(try store.search(query, field: .fused, allowed: RowSet(rows), limit: 50) == first)
    }

    @Test(.enabled(if: VectorGraph.isAvailable))
    mutating func `a graph finds 98 of 100, under filters, too`() throws {
        var plan = VectorPlan()
        plan.exactLimit = 1_000
        let store = try store(plan)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(files.contains { $0.hasSuffix(".graph") })
        #expect(try meanRecall(store, plan) >= 0.98)
        for share in [2, 5, 40] {
            let allowed = RowSet((0..<Int64(Self.count)).filter { $0 % Int64(share) == 1 })
            #expect(try meanRecall(store, plan, allowed: allowed) >= 0.98)
        }
    }

    @Test(.enabled(if: VectorGraph.isAvailable))
    mutating func `a graph stays good while its rows are replaced and removed`() throws {
        var plan = VectorPlan()
        plan.exactLimit = 1_000
        let store = try store(plan)
        let gone = (0..<Int64(Self.count)).filter { $0 % 3 == 0 }
        try store.apply(upserts: [], deletes: gone.map { ($0, .fused) })
        let kept = RowSet((0..<Int64(Self.count)).filter { $0 % 3 != 0 })
        let flat = FlatScan(vectors)
        var sum = 0.0
        for query in cloud.next(25) {
            let found = try store.search(query, field: .fused, limit: 10)
            #expect(found.allSatisfy { kept.contains($0.rowID) })
            sum += recall(found, of: flat.search(query, allowed: kept, limit: 10))
        }
        #expect(sum / 25 >= 0.98)
    }
}
