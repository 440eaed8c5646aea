import CSoukTorch
import Foundation

extension Tensor {
    /// The only element of a tensor that has one.
    public func item() throws(TensorError) -> Double {
        var value = 0.0
        try Self.check("item", withHandle { ct_item($0, &value) })
        return value
    }

    /// All elements in C order, converted to `Float`.
    public func floats() throws(TensorError) -> [Float] {
        try to(.float32).elements(zero: Float(0))
    }

    /// All elements in C order, converted to `Int64`.
    public func integers() throws(TensorError) -> [Int64] {
        try to(.int64).elements(zero: Int64(0))
    }

    /// A matrix as an array of rows.
    package func rows() throws(TensorError) -> [[Float]] {
        let (values, width) = (try floats(), shape[1])
        return (0..<shape[0]).map { Array(values[$0 * width..<($0 + 1) * width]) }
    }

    /// The stored bytes, C-contiguous, with their type and shape.
    public func blob() throws(TensorError) -> TensorBlob {
        var bytes = Data(count: count * dtype.byteCount)
        let status = bytes.withUnsafeMutableBytes { buffer in
            withHandle { ct_copy_bytes($0, buffer.baseAddress, buffer.count) }
        }
        try Self.check("read", status)
        return TensorBlob(dtype: dtype, shape: shape, bytes: bytes)
    }

    private func elements<Element>(zero: Element) throws(TensorError) -> [Element] {
        var values = [Element](repeating: zero, count: count)
        let status = values.withUnsafeMutableBytes { buffer in
            withHandle { ct_copy_bytes($0, buffer.baseAddress, buffer.count) }
        }
        try Self.check("read", status)
        return values
    }
}
