import SoukCatalog
import Foundation
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

@Suite struct VectorStoreTests {
    static let dimensions = 32
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    func open(_ plan: VectorPlan = VectorPlan(), steps: FileSteps = .none) throws -> VectorStore {
        try VectorStore(
            folder: folder.url, dimensions: Self.dimensions, fields: [.text, .photo], plan: plan, steps: steps
        )
    }

    /// Small limits, so that few vectors meet every way of searching and merging.
    static let plans: [VectorPlan] = {
        var small = VectorPlan()
        small.mergeLimit = 40
        var graphs = VectorPlan()
        graphs.exactLimit = 30
        graphs.mergeLimit = 40
        return [VectorPlan(), small, graphs]
    }()

    @Test(arguments: plans)
    func `a store behaves as plain dictionaries, whatever is changed, merged and opened again`(
        plan: VectorPlan
    ) throws {
        var random = SplitMix64(seed: 21)
        var cloud = VectorCloud(dimensions: Self.dimensions, centres: 3)
        var models: [VectorField: PlainVectors] = [.text: PlainVectors(), .photo: PlainVectors()]
        var store = try open(plan)
        for round in 0..<60 {
            var upserts: [VectorStore.Upsert] = []
            var deletes: [VectorStore.Delete] = []
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                let row = Int64.random(in: 0..<150, using: &random)
                let field: VectorField = Bool.random(using: &random) ? .text : .photo
                if Int.random(in: 0..<4, using: &random) == 0 {
                    deletes.append((row, field))
                } else {
                    upserts.append((row, field, cloud.next()))
                }
            }
            for delete in deletes { models[delete.field]?.vectors[delete.rowID] = nil }
            for upsert in upserts { models[upsert.field]?.vectors[upsert.rowID] = upsert.vector }
            try store.apply(upserts: upserts, deletes: deletes)
            if round % 17 == 16 { try store.compact() }
            if round % 7 == 6 { store = try open(plan) }
            try Self.compare(store, models, &cloud, &random)
        }
    }

    static func compare(
        _ store: VectorStore, _ models: [VectorField: PlainVectors], _ cloud: inout VectorCloud,
        _ random: inout SplitMix64
    ) throws {
        for (field, model) in models {
            #expect(store.count(field) == model.vectors.count)
            for row in (0..<150 as Range<Int64>) {
                #expect(store.vector(row, field) == model.vectors[row])
            }
            let query = cloud.next()
            let share = Double.random(in: 0...1, using: &random)
            let some = RowSet(
                (0..<160 as Range<Int64>).filter { _ in Double.random(in: 0..<1, using: &random) < share })
            for allowed in [nil, some, RowSet()] as [RowSet?] {
                let found = try store.search(query, field: field, allowed: allowed, limit: 10)
                let wanted = model.search(query, allowed: allowed, limit: 10)
                #expect(found.map(\.rowID) == wanted.map(\.rowID))
                for (a, b) in zip(found, wanted) { #expect(abs(a.similarity - b.similarity) < 1e-5) }
            }
        }
    }

    @Test func `the same change twice is the same as once`() throws {
        var cloud = VectorCloud(dimensions: Self.dimensions, centres: 1)
        let vector = cloud.next()
        let store = try open()
        for _ in 0..<2 {
            try store.apply(upserts: [(5, .text, vector)], deletes: [(6, .text)])
            #expect(store.count(.text) == 1)
            #expect(store.vector(5, .text) == vector)
        }
    }

    @Test func `bad vectors and unknown fields change nothing`() throws {
        var cloud = VectorCloud(dimensions: Self.dimensions, centres: 1)
        let good = cloud.next()
        let store = try open()
        for bad in [[], [1], [Float](repeating: .nan, count: 32), [Float](repeating: .infinity, count: 32)] {
            #expect {
                try store.apply(upserts: [(1, .text, good), (77, .text, bad)])
            } throws: { "\($0)".contains("row 77") }
            #expect(throws: RetrievalError.self) { try store.search(bad, field: .text, limit: 3) }
        }
        #expect(throws: RetrievalError.self) { try store.apply(upserts: [(1, .fused, good)]) }
        #expect(store.count(.text) == 0)
    }

    @Test(arguments: [-1, 0, 1, 1_000, Int.max])
    func `any limit is fine`(limit: Int) throws {
        var cloud = VectorCloud(dimensions: Self.dimensions, centres: 1)
        let store = try open()
        let query = cloud.next()
        #expect(try store.search(query, field: .text, limit: limit) == [])
        try store.apply(upserts: (1...5).map { ($0, .text, cloud.next()) })
        #expect(try store.search(query, field: .text, limit: limit).count == max(0, min(5, limit)))
    }

    @Test func `vectors of zeros are found, behind what is alike`() throws {
        let zeros = [Float](repeating: 0, count: Self.dimensions)
        let store = try open()
        try store.apply(upserts: [(1, .text, zeros), (2, .text, zeros.map { _ in 0.1 })])
        let hits = try store.search(zeros.map { _ in 1 }, field: .text, limit: 5)
        #expect(hits.map(\.rowID) == [2, 1])
        #expect(try store.search(zeros, field: .text, limit: 5).map(\.rowID) == [1, 2])
    }

    @Test func `a store of other dimensions is refused`() throws {
        _ = try open()
        #expect(throws: RetrievalError.self) { try VectorStore(folder: folder.url, dimensions: 8) }
    }

    @Test func `segments without a manifest, and a garbled manifest, are refused`() throws {
        var cloud = VectorCloud(dimensions: Self.dimensions, centres: 1)
        try open().apply(upserts: [(1, .text, cloud.next())])
        let manifest = folder.url.appending(path: VectorManifest.fileName)
        try Data("{".utf8).write(to: manifest)
        #expect(throws: RetrievalError.self) { try open() }
        try FileManager.default.removeItem(at: manifest)
        #expect(throws: RetrievalError.self) { try open() }
    }

    @Test func `a second store sees changes when it is opened, and changes nothing away`() throws {
        var cloud = VectorCloud(dimensions: Self.dimensions, centres: 1)
        let first = try open()
        let second = try open()
        try first.apply(upserts: [(1, .text, cloud.next())])
        try second.apply(upserts: [(2, .text, cloud.next())])
        try first.apply(upserts: [(3, .text, cloud.next())])
        #expect(first.count(.text) == 3)
        #expect(try open().count(.text) == 3)
    }

    @Test func `searches go on while the store changes, each on one state of it`() async throws {
        var cloud = VectorCloud(dimensions: Self.dimensions, centres: 1)
        let store = try open(Self.plans[1])
        let query = cloud.next()
        let batches = (0..<40).map { _ in cloud.next(10) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    for _ in 0..<150 {
                        let count = try store.search(query, field: .text, limit: 10_000).count
                        #expect(count % 10 == 0)
                    }
                }
            }
            for (number, batch) in batches.enumerated() {
                try store.apply(
                    upserts: batch.enumerated().map { (Int64(number * 10 + $0.offset), .text, $0.element) })
            }
            try await group.waitForAll()
        }
        #expect(store.count(.text) == 400)
    }
}
