import CSoukVectors
import SoukCatalog
import Foundation

import SoukEmbeddedSearch
import SoukSearch

/// A folder that goes when the test is done.
final class ScratchFolder {
    let url = FileManager.default.temporaryDirectory.appending(path: "souk-vectors-\(UUID())")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// Vectors of length 1 around a few centres, as listings lie around their categories.
struct VectorCloud {
    let dimensions: Int
    private var random: SplitMix64
    private let centres: [[Float]]

    init(dimensions: Int, centres: Int, seed: UInt64 = 5) {
        self.dimensions = dimensions
        var random = SplitMix64(seed: seed)
        self.centres = (0..<centres).map { _ in
            (0..<dimensions).map { _ in Float.random(in: -1...1, using: &random) }
        }
        self.random = random
    }

    mutating func next() -> [Float] {
        let centre = centres.randomElement(using: &random) ?? []
        return Self.normalised(centre.map { $0 + 0.6 * Float.random(in: -1...1, using: &random) })
    }

    mutating func next(_ count: Int) -> [[Float]] { (0..<count).map { _ in next() } }

    static func normalised(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }
}

/// What a vector store must agree with.
struct PlainVectors {
    var vectors: [Int64: [Float]] = [:]

    func search(_ query: [Float], allowed: RowSet? = nil, limit: Int) -> [VectorHit] {
        let hits = vectors.compactMap { row, vector -> VectorHit? in
            guard allowed?.contains(row) != false else { return nil }
            return VectorHit(rowID: row, similarity: zip(vector, query).reduce(0) { $0 + $1.0 * $1.1 })
        }
        return Array(
            hits.sorted { ($1.similarity, $0.rowID) < ($0.similarity, $1.rowID) }.prefix(max(0, limit)))
    }
}

/// The share of the wanted rows that were found.
func recall(_ found: [VectorHit], of wanted: [VectorHit]) -> Double {
    guard !wanted.isEmpty else { return 1 }
    return Double(Set(found.map(\.rowID)).intersection(wanted.map(\.rowID)).count) / Double(wanted.count)
}

/// A scan of all vectors in full, fast enough for thousands in a debug build.
struct FlatScan {
    private let vectors: [[Float]]

    init(_ vectors: [[Float]]) { self.vectors = vectors }

    func search(_ query: [Float], allowed: RowSet? = nil, limit: Int) -> [VectorHit] {
        let rows = allowed.map { Array($0) } ?? vectors.indices.map(Int64.init)
        let hits = rows.map { row in
            VectorHit(
                rowID: row,
                similarity: cv_dot_floats(CVKernelPortable, query, vectors[Int(row)], query.count))
        }
        return Array(hits.sorted { ($1.similarity, $0.rowID) < ($0.similarity, $1.rowID) }.prefix(limit))
    }
}
