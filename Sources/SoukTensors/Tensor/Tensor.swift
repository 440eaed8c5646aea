import CSoukTorch

/// An n-dimensional array of numbers with value-like use: operations return new tensors.
///
/// A tensor is a reference-counted handle on libtorch's storage. Operations that write into their
/// operand are the few whose names say so (`assign`, optimiser steps, generators' `fill…`).
/// Safe to pass between threads; writing to one tensor from two threads at once is the caller's race.
public struct Tensor: @unchecked Sendable {
    let storage: Storage

    /// Owns one libtorch handle.
    final class Storage {
        let handle: ct_tensor
        init(_ handle: ct_tensor) { self.handle = handle }
        deinit { ct_tensor_free(handle) }
    }

    init(adopting handle: ct_tensor) { storage = Storage(handle) }

    /// Calls C with the handle, which stays alive until the call has returned.
    func withHandle<Result>(_ body: (ct_tensor) -> Result) -> Result {
        withExtendedLifetime(storage) { body(storage.handle) }
    }

    /// Runs a bridge function that makes one tensor.
    static func make(
        _ operation: String, _ body: (UnsafeMutablePointer<ct_tensor?>) -> Int32
    ) throws(TensorError) -> Tensor {
        var handle: ct_tensor?
        try check(operation, body(&handle))
        guard let handle else { throw .torch(operation: operation, message: "no tensor came back") }
        return Tensor(adopting: handle)
    }

    /// Turns a bridge status into an error with libtorch's message.
    static func check(_ operation: String, _ status: Int32) throws(TensorError) {
        guard status == 0 else {
            throw .torch(operation: operation, message: String(cString: ct_last_error()))
        }
    }
}

extension Tensor {
    /// Sizes by axis; empty for a scalar.
    public var shape: [Int] {
        withHandle { handle in (0..<ct_rank(handle)).map { Int(ct_size(handle, $0)) } }
    }
    public var rank: Int { withHandle { Int(ct_rank($0)) } }
    /// Number of elements.
    public var count: Int { shape.reduce(1, *) }
    public var dtype: ScalarType { withHandle { ScalarType(ct_dtype_of($0)) } }
    public var device: Device { withHandle { ct_device_of($0) == CT_CUDA ? .cuda : .cpu } }
    /// Grows with every write into the elements, also by optimisers: tells whether a copy is out of date.
    public var version: Int { withHandle { Int(ct_version($0)) } }
    /// Whether a rank-4 tensor lies in memory as `[batch, height, width, channels]`.
    public var isChannelsLast: Bool { withHandle { ct_is_channels_last($0) } }
}

extension Tensor? {
    /// Calls C with the handle, or with NULL.
    func withHandle<Result>(_ body: (ct_tensor?) -> Result) -> Result {
        guard let tensor = self else { return body(nil) }
        return tensor.withHandle { body($0) }
    }
}

extension Tensor: CustomStringConvertible {
    public var description: String { "Tensor(\(dtype.rawValue), \(shape), \(device))" }
}
