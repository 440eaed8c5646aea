public import Foundation

/// A tensor's elements as they stand in a file: little-endian, C-contiguous bytes of a known type and shape.
public struct TensorBlob: Sendable, Equatable {
    public var dtype: ScalarType
    public var shape: [Int]
    /// The elements, little-endian and C-contiguous; indices begin at 0.
    public var bytes: Data

    public init(dtype: ScalarType, shape: [Int], bytes: Data) {
        self.dtype = dtype
        self.shape = shape
        self.bytes = bytes
    }

    /// Whether the bytes are as many as shape and type ask for.
    public var isConsistent: Bool {
        Self.byteCount(dtype: dtype, shape: shape) == bytes.count
    }

    /// The bytes that a tensor takes; nil when a dimension is negative or the product overflows.
    static func byteCount(dtype: ScalarType, shape: [Int]) -> Int? {
        guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
        if shape.contains(0) { return 0 }
        var product = dtype.byteCount
        for size in shape {
            let (next, overflow) = product.multipliedReportingOverflow(by: size)
            if overflow { return nil }
            product = next
        }
        return product
    }

    /// More dimensions than any tensor of libtorch has.
    static let rankLimit = 64
}
