import CSoukVectors
import Dispatch
import SoukSearch

/// Two bits a dimension of each vector of a segment: what a search looks at first, to tell which rows cannot be among
/// the best. Made of the codes when a segment is opened.
///
/// RaBitQ (Gao and Long, 2024): after a random rotation the error of a product is as a coordinate of a random
/// direction, whatever the vectors are, so that how much of a vector its sketch loses says how far off a product may be.
final class VectorSketches: @unchecked Sendable {
    /// In fewer vectors a scan of all codes is as fast.
    static let fewest = 8_192

    /// Rows, brought to whole groups.
    let capacity: Int
    private let width: Int
    private let memory: PrivateMemory
    /// `[groups, width / 4, 64]`
    private let bits: UnsafeMutablePointer<UInt8>
    /// `[capacity]`
    private let factors: UnsafeMutablePointer<Float>
    /// `[capacity]`
    private let errors: UnsafeMutablePointer<Float>

    /// nil where there is no memory for them.
    ///
    /// - Parameter codes: `[count, dimensions]`, of vectors no longer than ``SketchedQuery/lengths`` say.
    init?(codes: UnsafeBufferPointer<Int8>, scales: UnsafeBufferPointer<Float>, dimensions: Int) {
        let (group, count) = (CVSketchGroup, scales.count)
        let groups = (count + group - 1) / group
        width = SketchedQuery.width(dimensions)
        capacity = groups * group
        guard let memory = PrivateMemory(length: max(1, capacity) * (width / 4 + 8)),
            let start = memory.bytes.baseAddress
        else { return nil }
        self.memory = memory
        bits = start.assumingMemoryBound(to: UInt8.self)
        factors = (start + capacity * width / 4).assumingMemoryBound(to: Float.self)
        errors = factors + capacity
        let source = (codes: codes.baseAddress, scales: scales.baseAddress)
        let parts = (count + Self.fewest - 1) / Self.fewest
        nonisolated(unsafe) let (made, of) = ((bits: bits, factors: factors, errors: errors), source)
        DispatchQueue.concurrentPerform(iterations: parts) { [width] part in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: CVSketchRoom * width) { room in
                for first in stride(
                    from: part * Self.fewest, to: min(count, (part + 1) * Self.fewest), by: group)
                {
                    cv_sketch(
                        of.codes.map { $0 + first * dimensions }, of.scales.map { $0 + first }, dimensions,
                        min(group, count - first), width, room.baseAddress, made.bits + first * width / 4,
                        made.factors + first, made.errors + first)
                }
            }
        }
        memory.seal()
    }

    /// What the product of the query with each row's codes cannot exceed; see ``SketchedQuery/impossible``.
    ///
    /// - Parameter bounds: `[capacity]`
    func bounds(_ query: SketchedQuery, _ kernel: CVKernel, into bounds: UnsafeMutableBufferPointer<Float>) {
        cv_sketch_bounds(
            kernel, query.tables, width, bits, factors, errors, query.step, query.base, query.slack,
            capacity / CVSketchGroup, bounds.baseAddress)
    }
}
