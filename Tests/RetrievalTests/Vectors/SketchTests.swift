import CSoukVectors
import Foundation
import SoukCatalog
import SoukSearch
import Testing

@testable import SoukEmbeddedSearch

/// Sketches never change what is found: they bound products, and what they leave out is found by no scan of all codes.
@Suite struct SketchTests {
    /// Vectors of unlike kinds: in clusters, of one number each, of few different numbers, and of nothing.
    enum Kind: CaseIterable {
        case clustered, single, signs, equal

        func vectors(_ count: Int, _ dimensions: Int) -> [[Float]] {
            var random = SplitMix64(seed: 7)
            var cloud = VectorCloud(dimensions: dimensions, centres: 40)
            return (0..<count).map { _ in
                switch self {
                case .clustered: return cloud.next()
                case .single:
                    var vector = [Float](repeating: 0, count: dimensions)
                    vector[Int.random(in: 0..<dimensions, using: &random)] = 1
                    return vector
                case .signs:
                    let length = Float(dimensions).squareRoot()
                    return (0..<dimensions).map { _ in (Bool.random(using: &random) ? 1 : -1) / length }
                case .equal: return [Float](repeating: 1 / Float(dimensions).squareRoot(), count: dimensions)
                }
            }
        }
    }

    /// Codes of vectors, and their sketches.
    private struct Sketched {
        let codes: [Int8]
        let scales: [Float]
        let dimensions: Int
        let sketches: VectorSketches

        init(_ vectors: [[Float]]) throws {
            dimensions = vectors[0].count
            var codes: [Int8] = []
            var scales: [Float] = []
            for vector in vectors {
                var own = [Int8](repeating: 0, count: vector.count)
                scales.append(cv_quantise(vector, vector.count, &own))
                codes += own
            }
            (self.codes, self.scales) = (codes, scales)
            let made = codes.withUnsafeBufferPointer { codes in
                scales.withUnsafeBufferPointer {
                    VectorSketches(codes: codes, scales: $0, dimensions: vectors[0].count)
                }
            }
            sketches = try #require(made)
        }

        func bounds(_ query: SketchedQuery, _ kernel: CVKernel) -> [Float] {
            [Float](unsafeUninitializedCapacity: sketches.capacity) { buffer, count in
                sketches.bounds(query, kernel, into: buffer)
                count = sketches.capacity
            }
        }

        func product(_ row: Int, _ query: [Float]) -> Float {
            (0..<dimensions).reduce(0) { $0 + Float(codes[row * dimensions + $1]) * query[$1] } * scales[row]
        }
    }

    @Test(arguments: Kind.allCases, [8, 64, 100, 256, 384])
    func `no product is above its bound, and few bounds are far above it`(_ kind: Kind, dimensions: Int)
        throws
    {
        let vectors = kind.vectors(150, dimensions)
        let sketched = try Sketched(vectors)
        for values in Kind.allCases.flatMap({ $0.vectors(2, dimensions) }) {
            let query = try VectorQuery(values, dimensions: dimensions)
            let bounds = sketched.bounds(try #require(query.sketch), query.kernel)
            var gap: Float = 0
            for row in vectors.indices {
                let product = sketched.product(row, values)
                #expect(product <= bounds[row] + 1e-5)
                gap += bounds[row] - product
            }
            // Six errors of 0.37 by the root of the width, and one of equal rows, which is not evened out.
            #expect(gap / Float(vectors.count) < 4 / Float(max(dimensions, 64)).squareRoot())
        }
    }

    @Test(arguments: KernelTests.kernels, [16, 64, 130, 256, 1_100])
    func `every kernel bounds as plain arithmetic does`(kernel: UInt32, dimensions: Int) throws {
        let sketched = try Sketched(Kind.clustered.vectors(130, dimensions))
        for values in Kind.allCases.flatMap({ $0.vectors(2, dimensions) }) {
            let query = try #require(try VectorQuery(values, dimensions: dimensions).sketch)
            let expected = sketched.bounds(query, CVKernelPortable)
            for (found, expected) in zip(sketched.bounds(query, CVKernel(kernel)), expected) {
                #expect(abs(found - expected) < 1e-5)
            }
        }
    }

    @Test(arguments: [64, 100, 256, 384])
    func `a rotation keeps lengths and products`(dimensions: Int) {
        let width = SketchedQuery.width(dimensions)
        var room = [Float](repeating: 0, count: 7 * width)
        let vectors = Kind.allCases.flatMap { $0.vectors(3, dimensions) }
        let rotated = vectors.map { vector in
            var rotated = vector + [Float](repeating: 0, count: width - dimensions)
            cv_rotate(&rotated, width, &room)
            return rotated
        }
        for (one, left) in zip(vectors, rotated) {
            for (other, right) in zip(vectors, rotated) {
                let (before, after) = (
                    zip(one, other).reduce(0) { $0 + $1.0 * $1.1 },
                    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
                )
                #expect(abs(before - after) < 1e-5)
            }
        }
    }

    @Test func `a store with sketches finds what a scan in full finds, under filters and after changes, too`()
        throws
    {
        let folder = try ScratchFolder()
        let (dimensions, count) = (64, VectorSketches.fewest + 700)
        var cloud = VectorCloud(dimensions: dimensions, centres: 60)
        var vectors = cloud.next(count)
        var plan = VectorPlan()
        plan.exactLimit = .max
        let store = try VectorStore(
            folder: folder.url, dimensions: dimensions, fields: [.fused], plan: plan)
        try store.apply(upserts: vectors.enumerated().map { (Int64($0.offset), .fused, $0.element) })
        try store.compact()
        // Some are replaced in a newer segment, some are gone.
        for row in stride(from: 0, to: count, by: 50) { vectors[row] = cloud.next() }
        try store.apply(
            upserts: stride(from: 0, to: count, by: 50).map { (Int64($0), .fused, vectors[$0]) },
            deletes: stride(from: 1, to: count, by: 50).map { (Int64($0), .fused) })
        let there = RowSet((0..<Int64(count)).filter { $0 % 50 != 1 })
        let flat = FlatScan(vectors)
        for query in cloud.next(15) {
            for share in [1, 2, 7, 40] {
                let allowed = there.intersection(RowSet((0..<Int64(count)).filter { $0 % Int64(share) == 0 }))
                for limit in [1, 10, 200] {
                    let found = try store.search(
                        query, field: .fused, allowed: share == 1 ? nil : allowed, limit: limit)
                    let expected = flat.search(query, allowed: allowed, limit: limit)
                    #expect(found.map(\.rowID) == expected.map(\.rowID))
                }
            }
            for least: Float in [0.3, 0.6, 0.8] {
                let expected = flat.search(query, allowed: there, limit: count).filter {
                    $0.similarity >= least
                }
                #expect(
                    try store.rows(near: query, field: .fused, atLeast: least)
                        == RowSet(expected.map(\.rowID)))
            }
        }
    }
}
