package import Foundation
import SoukCatalog
import SoukModels
package import SoukTensors

/// Feature vectors of photos on disk, so that a frozen backbone sees each photo once.
///
/// The key is the content of the photo, the backbone's weights and the input's size. Vectors are kept
/// in small safetensors files that are only ever added: an interrupted run goes on where it was.
package struct FeatureCache {
    package let folder: URL

    package init(folder: URL) { self.folder = folder }

    package init(workspace: URL, weightsHash: String, pixels: Int) {
        let key = "\(weightsHash.prefix(16))-\(pixels)"
        folder = workspace.appendingPathComponent("features/\(key)", isDirectory: true)
    }

    /// Features of all photos `[count, featureCount]`, in the set's order.
    ///
    /// - Parameters:
    ///   - compute: features of a batch of pixels `[batch, 3, size, size]`.
    ///   - progress: photos done and to do, those from the cache left out.
    package func features(
        of photos: PhotoSet, pixels: Int, batch: Int = 32,
        compute: (Tensor) throws -> Tensor, progress: (Int, Int) -> Void, isCancelled: () -> Bool
    ) throws -> Tensor {
        var known = try stored()
        let missing = photos.photos.indices.filter { known[photos.photos[$0].contentHash] == nil }
        let loader = BatchLoader(
            photos,
            batches: BatchOrder.sequential(missing.count, batch: batch).map { $0.map { missing[$0] } },
            pixels: pixels, augmentation: nil, seed: 0)
        defer { loader.stop() }
        var shard: [(hash: String, vector: [Float])] = []
        var done = 0
        while let next = try loader.next() {
            let rows = try compute(next.pixels)
            let values = try rows.floats()
            let width = rows.shape[1]
            for (place, index) in next.indices.enumerated() {
                shard.append(
                    (photos.photos[index].contentHash, Array(values[place * width..<(place + 1) * width])))
            }
            done += next.indices.count
            progress(done, missing.count)
            let cancelled = isCancelled()
            if shard.count >= 512 || done == missing.count || cancelled {
                try write(shard)
                for (hash, vector) in shard { known[hash] = vector }
                shard = []
            }
            if cancelled { throw CatalogError.interrupted }
        }
        let vectors = photos.photos.compactMap { known[$0.contentHash] }
        return try Tensor(vectors.flatMap { $0 }, shape: [photos.count, vectors.first?.count ?? 0])
    }

    /// All vectors that lie in the folder, by their key.
    package func stored() throws -> [String: [Float]] {
        let files =
            (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        var known: [String: [Float]] = [:]
        for url in files where url.pathExtension == "safetensors" {
            let file = try Safetensors.read(url)
            guard let blob = file.tensors["features"], blob.shape.count == 2, blob.dtype == .float32 else {
                continue
            }
            let hashes = file.metadata["photos", default: ""].split(separator: " ").map(String.init)
            guard hashes.count == blob.shape[0] else { continue }
            let (values, width) = (try Tensor(blob).floats(), blob.shape[1])
            for (row, hash) in hashes.enumerated() {
                known[hash] = Array(values[row * width..<(row + 1) * width])
            }
        }
        return known
    }

    package func write(_ shard: [(hash: String, vector: [Float])]) throws {
        guard let width = shard.first?.vector.count else { return }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tensor = try Tensor(shard.flatMap(\.vector), shape: [shard.count, width])
        try Safetensors.write(
            ["features": tensor.blob()], metadata: ["photos": shard.map(\.hash).joined(separator: " ")],
            to: folder.appendingPathComponent("\(shard[0].hash.prefix(16))-\(shard.count).safetensors"))
    }
}
