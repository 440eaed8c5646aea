import CSoukTorch
import Foundation

extension Tensor {
    /// A tensor with every element equal to `value`.
    public static func full(
        _ shape: [Int], _ value: Double, dtype: ScalarType = .float32, device: Device = .cpu
    ) throws(TensorError) -> Tensor {
        guard shape.allSatisfy({ $0 >= 0 }) else {
            throw .shape(
                operation: "full", operands: "\(shape)", expected: "sizes >= 0", found: "a negative size")
        }
        let sizes = shape.map(Int64.init)
        let place = try device.checked().bridged
        return try make("full") {
            ct_full(sizes, Int32(sizes.count), value, dtype.bridged, place, $0)
        }
    }

    public static func zeros(
        _ shape: [Int], dtype: ScalarType = .float32, device: Device = .cpu
    ) throws(TensorError) -> Tensor { try full(shape, 0, dtype: dtype, device: device) }

    public static func ones(
        _ shape: [Int], dtype: ScalarType = .float32, device: Device = .cpu
    ) throws(TensorError) -> Tensor { try full(shape, 1, dtype: dtype, device: device) }

    /// Zeros with this tensor's shape, type, device and memory layout.
    public func zerosLike() throws(TensorError) -> Tensor {
        try Self.make("zerosLike") { out in withHandle { ct_zeros_like($0, out) } }
    }

    /// Elements in C order; their number must be the product of the shape.
    public init(_ values: [Float], shape: [Int]) throws(TensorError) {
        self = try Self.copying(values, shape: shape, dtype: .float32)
    }

    /// Class indices and the like.
    public init(_ values: [Int64], shape: [Int]) throws(TensorError) {
        self = try Self.copying(values, shape: shape, dtype: .int64)
    }

    /// Tokens and the like.
    public init(_ values: [Int32], shape: [Int]) throws(TensorError) {
        self = try Self.copying(values, shape: shape, dtype: .int32)
    }

    /// Masks.
    public init(_ values: [Bool], shape: [Int]) throws(TensorError) {
        self = try Self.copying(values, shape: shape, dtype: .bool)
    }

    /// Pixels and the like.
    public init(_ values: [UInt8], shape: [Int]) throws(TensorError) {
        self = try Self.copying(values, shape: shape, dtype: .uint8)
    }

    /// A copy of stored bytes, on the CPU.
    public init(_ blob: TensorBlob) throws(TensorError) {
        let sizes = blob.shape.map(Int64.init)
        self = try Self.make("load") { out in
            blob.bytes.withUnsafeBytes {
                ct_from_bytes($0.baseAddress, $0.count, sizes, Int32(sizes.count), blob.dtype.bridged, out)
            }
        }
    }

    /// The product of the sizes; nil where one is negative or the product overflows.
    static func elementCount(_ shape: [Int]) -> Int? {
        TensorBlob.byteCount(dtype: .uint8, shape: shape)
    }

    private static func copying<Element>(
        _ values: [Element], shape: [Int], dtype: ScalarType
    ) throws(TensorError) -> Tensor {
        guard elementCount(shape) == values.count else {
            throw .shape(
                operation: "tensor from array", operands: "\(values.count) values, \(shape)",
                expected: elementCount(shape).map { "\($0) values" } ?? "a shape of sizes >= 0",
                found: "\(values.count)")
        }
        let sizes = shape.map(Int64.init)
        return try make("tensor from array") { out in
            values.withUnsafeBytes {
                ct_from_bytes($0.baseAddress, $0.count, sizes, Int32(sizes.count), dtype.bridged, out)
            }
        }
    }
}
