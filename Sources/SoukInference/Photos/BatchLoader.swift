import Foundation
import SoukCatalog
package import SoukTensors

/// Decodes and augments batches on its own threads, ahead of the step that consumes them.
///
/// Batches come in the given order, and each photo's view depends only on the seed and the photo's
/// place in its batch: the number of threads changes nothing but the speed.
package final class BatchLoader: @unchecked Sendable {
    package struct Batch: Sendable {
        /// Places in the photo set.
        package let indices: [Int]
        /// uint8 `[batch, 3, size, size]`, channels-last in memory.
        package let pixels: Tensor
    }

    private let photos: PhotoSet
    private let batches: [[Int]]
    private let pixels: Int
    private let augmentation: Augmentation?
    private let seed: UInt64
    private let ahead: Int

    private let condition = NSCondition()
    private var ready: [Int: Result<Batch, any Error>] = [:]
    private var nextToPrepare = 0
    private var nextToDeliver = 0
    private var isStopped = false
    /// Seconds that the consumer has waited for batches.
    package private(set) var secondsWaited = 0.0

    /// - Parameters:
    ///   - batches: the photos of each batch, by their place in the set.
    ///   - pixels: side of the square input.
    ///   - augmentation: nil shows the whole picture, stretched to the square.
    package init(
        _ photos: PhotoSet, batches: [[Int]], pixels: Int, augmentation: Augmentation?,
        seed: UInt64, workers: Int = max(1, ProcessInfo.processInfo.activeProcessorCount)
    ) {
        (self.photos, self.batches, self.pixels) = (photos, batches, pixels)
        (self.augmentation, self.seed) = (augmentation, seed)
        ahead = 2 * workers + 2
        for _ in 0..<min(workers, batches.count) {
            let worker = Thread { [self] in work() }
            worker.stackSize = 4 << 20
            worker.start()
        }
    }

    /// The next batch; nil after the last one.
    package func next() throws -> Batch? {
        guard nextToDeliver < batches.count else { return nil }
        let start = DispatchTime.now().uptimeNanoseconds
        condition.lock()
        while ready[nextToDeliver] == nil { condition.wait() }
        let result = ready.removeValue(forKey: nextToDeliver)
        nextToDeliver += 1
        condition.broadcast()
        condition.unlock()
        secondsWaited += Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        return try result?.get()
    }

    /// Ends the threads; call it when batches are left over.
    package func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        condition.unlock()
    }

    private func work() {
        while true {
            condition.lock()
            while !isStopped, nextToPrepare < batches.count, nextToPrepare >= nextToDeliver + ahead {
                condition.wait()
            }
            guard !isStopped, nextToPrepare < batches.count else { return condition.unlock() }
            let number = nextToPrepare
            nextToPrepare += 1
            condition.unlock()
            let result = Result { try prepare(number) }
            condition.lock()
            ready[number] = result
            condition.broadcast()
            condition.unlock()
        }
    }

    private func prepare(_ number: Int) throws -> Batch {
        let indices = batches[number]
        var bytes: [UInt8] = []
        bytes.reserveCapacity(indices.count * pixels * pixels * 3)
        for (place, index) in indices.enumerated() {
            var generator = SplitMix64(seed: seed &+ UInt64(number) << 20 &+ UInt64(place))
            let frame = photos.photos[index].frame
            let view = augmentation?.draw(frame, using: &generator) ?? Augmentation.View(crop: frame)
            var picture = try PhotoDecoder.decode(
                photos.url(index, pixels: pixels), crop: view.crop, width: pixels, height: pixels)
            view.apply(to: &picture)
            bytes += picture.bytes
        }
        let stacked = try Tensor(bytes, shape: [indices.count, pixels, pixels, 3])
        return Batch(indices: indices, pixels: try stacked.permuted([0, 3, 1, 2]))
    }
}
