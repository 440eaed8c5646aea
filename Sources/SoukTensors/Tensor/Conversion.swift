import CSoukTorch

extension Tensor {
    /// The same numbers in another element type; the same tensor when it has it already.
    public func to(_ dtype: ScalarType) throws(TensorError) -> Tensor {
        try Self.make("to \(dtype.rawValue)") { out in withHandle { ct_to_dtype($0, dtype.bridged, out) } }
    }

    /// The same numbers on another device; the same tensor when it is there already.
    public func to(_ device: Device) throws(TensorError) -> Tensor {
        let place = try device.checked().bridged
        return try Self.make("to \(device)") { out in withHandle { ct_to_device($0, place, out) } }
    }

    /// Rank 4 only: laid out as `[batch, height, width, channels]`, which convolutions prefer; the
    /// shape stays.
    public func channelsLast() throws(TensorError) -> Tensor {
        guard rank == 4 else {
            throw .shape(
                operation: "channelsLast", operands: "\(shape)", expected: "rank 4", found: "rank \(rank)")
        }
        return try Self.make("channelsLast") { out in withHandle { ct_channels_last($0, out) } }
    }

    /// Laid out in C order.
    public func contiguous() throws(TensorError) -> Tensor {
        try Self.make("contiguous") { out in withHandle { ct_contiguous($0, out) } }
    }

    /// A copy that shares nothing, without gradient.
    public func copy() throws(TensorError) -> Tensor {
        try Self.make("copy") { out in withHandle { ct_clone($0, out) } }
    }

    /// Overwrites the elements of this tensor (and of all that share its storage).
    public func assign(_ source: Tensor) throws(TensorError) {
        guard shape == source.shape else {
            throw .shape(
                operation: "assign", operands: "\(shape) from \(source.shape)", expected: "\(shape)",
                found: "\(source.shape)")
        }
        try Self.check("assign", withHandle { target in source.withHandle { ct_copy_(target, $0) } })
    }
}
