package import Foundation
import SoukCatalog
package import SoukModels
import SoukRanking
package import SoukTensors

/// The frozen encoders that a listing model stands on, with their vectors cached on disk.
package struct ListingEncoders: Sendable {
    package let text: TextEncoder
    package let textHash: String
    /// Nil where no photo is to be looked at.
    package let photos: PhotoBackbone?
    /// A photo classifier whose answers are weighed in.
    package var photoExpert: PhotoExpert?
    /// Reads whole listings for their category.
    package var reader: ListingReader?
    /// Where vectors are kept; nil keeps none.
    package let cache: URL?
    private let recent = RecentVectors()

    package static let titleLimit = 32
    static let descriptionLimit = 128

    package init(
        photos: PhotoBackbone?, photoExpert: PhotoExpert? = nil, reader: ListingReader? = nil, cache: URL?
    ) throws {
        (text, textHash) = try TextEncoder.Pretrained.miniLM.load()
        (self.photos, self.photoExpert, self.reader, self.cache) = (photos, photoExpert, reader, cache)
    }

    /// `[texts, 384]`, of length 1; a text without words gives zeros.
    package func sentences(
        _ texts: [String], limit: Int, report: (Int, Int) -> Void = { _, _ in },
        isCancelled: () -> Bool = { false }
    ) throws -> Tensor {
        if texts.count == 1, let only = texts.first, !only.isEmpty, cache == nil {
            let vector = try recent.vector("\(limit) \(only)") { try text.embed([only], limit: limit)[0] }
            return try Tensor(vector, shape: [1, text.width])
        }
        let store = cache.map {
            FeatureCache(folder: $0.appendingPathComponent("features/\(textHash.prefix(16))-text\(limit)"))
        }
        let vectors = try Self.cached(
            texts.map { $0.isEmpty ? nil : Checksum.sha256($0) }, store, chunk: 256, report: report,
            isCancelled: isCancelled
        ) { try text.embed($0.map { texts[$0] }, limit: limit) }
        return try Self.stacked(vectors, width: text.width)
    }

    /// `[photos, width]`, as a backbone gives them; zeros without one.
    func photoFeatures(
        _ all: [ListingPhoto], by photos: PhotoBackbone?, report: (Int, Int) -> Void = { _, _ in },
        isCancelled: () -> Bool = { false }
    ) throws -> Tensor {
        guard let photos else { return try .zeros([all.count, PhotoBackbone.width]) }
        let store = cache.map {
            FeatureCache(workspace: $0, weightsHash: photos.hash, pixels: photos.pixels)
        }
        let vectors = try Self.cached(
            all.map(\.name),
            all.allSatisfy { $0.contentHash != nil } ? store : nil, chunk: 32, report: report,
            isCancelled: isCancelled
        ) { try photos.features($0.map { all[$0] }) }
        return try Self.stacked(vectors, width: PhotoBackbone.width)
    }

    /// One row for each vector; zeros where there is none.
    static func stacked(_ vectors: [[Float]?], width: Int) throws -> Tensor {
        let zeros = [Float](repeating: 0, count: width)
        return try Tensor(vectors.flatMap { $0 ?? zeros }, shape: [vectors.count, width])
    }

    /// What the cache lacks is computed in chunks and kept; nil keys have no vector.
    package static func cached(
        _ keys: [String?], _ store: FeatureCache?, chunk: Int, report: (Int, Int) -> Void,
        isCancelled: () -> Bool, compute: ([Int]) throws -> [[Float]]
    ) throws -> [[Float]?] {
        var known = try store?.stored() ?? [:]
        var wanted = Set<String>()
        let missing = keys.indices.filter { place in
            keys[place].map { known[$0] == nil && wanted.insert($0).inserted } ?? false
        }
        for start in stride(from: 0, to: missing.count, by: chunk) {
            let places = Array(missing[start..<min(start + chunk, missing.count)])
            var shard: [(hash: String, vector: [Float])] = []
            for (place, vector) in zip(places, try compute(places)) {
                guard let key = keys[place] else { continue }
                known[key] = vector
                shard.append((key, vector))
            }
            try store?.write(shard)
            report(start + places.count, missing.count)
            if isCancelled() { throw CatalogError.interrupted }
        }
        return keys.map { $0.flatMap { known[$0] } }
    }
}
