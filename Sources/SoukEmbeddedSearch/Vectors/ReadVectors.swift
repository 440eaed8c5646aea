import Foundation
import Synchronization

/// The vectors of a segment that were read before, in memory of their own: a look into the file takes longer than
/// thirty comparisons.
final class ReadVectors: @unchecked Sendable {
    /// In bytes; a larger segment keeps none.
    static let limit = 128 << 20

    private let dimensions: Int
    private let memory: PrivateMemory
    /// A bit for each place whose vector is there, and never changes any more.
    private let known: UnsafeMutableBufferPointer<Atomic<UInt64>>
    private let reading = Mutex(())

    /// nil where there are none, or more than may be kept.
    init?(count: Int, dimensions: Int) {
        let length = count * dimensions * MemoryLayout<Float>.stride
        guard (1...Self.limit).contains(length), let memory = PrivateMemory(length: length) else {
            return nil
        }
        self.memory = memory
        self.dimensions = dimensions
        known = .allocate(capacity: (count + 63) / 64)
        for word in known.indices { known.initializeElement(at: word, to: Atomic(0)) }
    }

    deinit { known.deallocate() }

    /// `[dimensions]`, valid as long as this is; nil where it cannot be read.
    ///
    /// - Parameter read: fills it, and says whether it could; not called for a vector that was read before.
    func vector(
        at place: Int, read: (UnsafeMutableBufferPointer<Float>) -> Bool
    ) -> UnsafeBufferPointer<Float>? {
        let start = memory.bytes.baseAddress?.assumingMemoryBound(to: Float.self)
        let vector = UnsafeMutableBufferPointer(
            start: start.map { $0 + place * dimensions }, count: dimensions)
        if isKnown(place) { return UnsafeBufferPointer(vector) }
        return reading.withLock { _ in
            guard isKnown(place) || read(vector) else { return false }
            known[place >> 6].bitwiseOr(1 << UInt64(place & 63), ordering: .releasing)
            return true
        } ? UnsafeBufferPointer(vector) : nil
    }

    private func isKnown(_ place: Int) -> Bool {
        known[place >> 6].load(ordering: .acquiring) >> UInt64(place & 63) & 1 != 0
    }
}
