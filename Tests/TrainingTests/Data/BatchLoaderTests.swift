import Foundation
import SoukCatalog
import SoukTensors
import Testing

@testable import SoukInference
import SoukTraining

struct BatchLoaderTests {
    @Test func threadsChangeNothingButTheSpeed() throws {
        let painted = PaintedPhotos()
        defer { painted.remove() }
        let photos = try painted.photos(20)
        let batches = BatchOrder.shuffled(20, batch: 6, seed: 1)
        #expect(batches.map(\.count) == [6, 6, 6])
        let runs = try [1, 4].map { workers in
            let loader = BatchLoader(
                photos, batches: batches, pixels: 64, augmentation: Augmentation(), seed: 9, workers: workers)
            var pixels: [[Float]] = []
            var order: [[Int]] = []
            while let batch = try loader.next() {
                #expect(batch.pixels.shape == [batch.indices.count, 3, 64, 64])
                #expect(batch.pixels.isChannelsLast)
                pixels.append(try batch.pixels.floats())
                order.append(batch.indices)
            }
            #expect(order == batches)
            return pixels
        }
        #expect(runs[0] == runs[1])
    }

    @Test func aPhotoThatIsGoneIsAnErrorThatNamesIt() throws {
        let painted = PaintedPhotos()
        defer { painted.remove() }
        let photos = try painted.photos(4)
        let lost = photos.url(2, pixels: 64)
        try FileManager.default.removeItem(at: lost)
        let loader = BatchLoader(photos, batches: [[0, 1], [2, 3]], pixels: 64, augmentation: nil, seed: 0)
        #expect(try loader.next() != nil)
        let error = #expect(throws: CatalogError.self) { try loader.next() }
        #expect(error?.description.contains(lost.lastPathComponent) == true)
    }

    @Test func stoppingEarlyEndsTheThreads() throws {
        let painted = PaintedPhotos()
        defer { painted.remove() }
        let photos = try painted.photos(8)
        let batches = (0..<50).map { [$0 % 8, ($0 + 1) % 8] }
        weak var watched: BatchLoader?
        do {
            let loader = BatchLoader(photos, batches: batches, pixels: 64, augmentation: nil, seed: 0)
            _ = try loader.next()
            loader.stop()
            watched = loader
        }
        for _ in 0..<200 where watched != nil { Thread.sleep(forTimeInterval: 0.01) }
        #expect(watched == nil)
    }

    @Test(arguments: [(0, 4), (3, 4), (4, 4), (9, 4)])
    func sequentialBatchesHoldEveryPhotoOnce(count: Int, size: Int) {
        #expect(BatchOrder.sequential(count, batch: size).flatMap { $0 } == Array(0..<count))
    }

    @Test func aSetSmallerThanABatchIsStillTrainedOn() {
        #expect(BatchOrder.shuffled(3, batch: 64, seed: 1).map(\.count) == [3])
    }
}
