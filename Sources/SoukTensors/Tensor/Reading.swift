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
