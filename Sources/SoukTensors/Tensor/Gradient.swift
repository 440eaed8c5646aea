import CSoukTorch

extension Tensor {
    /// Whether operations on this tensor are recorded for `backward`.
    public var requiresGradient: Bool { withHandle { ct_requires_grad($0) } }

    public func setRequiresGradient(_ required: Bool) throws(TensorError) {
        try Self.check("setRequiresGradient", withHandle { ct_set_requires_grad($0, required) })
    }

    /// Adds the derivative of this scalar to the gradient of every leaf that it came from.
    public func backward() throws(TensorError) {
        guard count == 1 else {
            throw .shape(
                operation: "backward", operands: "\(shape)", expected: "one element", found: "\(count)")
        }
        try Self.check("backward", withHandle { ct_backward($0) })
    }

    /// What `backward` has added up so far; nil before the first.
    public func gradient() throws(TensorError) -> Tensor? {
        var handle: ct_tensor?
        try Self.check("gradient", withHandle { ct_grad($0, &handle) })
        return handle.map(Tensor.init(adopting:))
    }

    public func clearGradient() throws(TensorError) {
        try Self.check("clearGradient", withHandle { ct_clear_grad($0) })
    }

    /// The same storage, cut off from what it was computed from.
    public func detached() throws(TensorError) -> Tensor {
        try Self.make("detached") { out in withHandle { ct_detach($0, out) } }
    }
}

/// Runs `body` without recording operations for gradients (on this thread).
public func withoutGradient<Result>(
    _ body: () throws(TensorError) -> Result
) throws(TensorError) -> Result {
    let former = ct_set_grad_enabled(false)
    defer { _ = ct_set_grad_enabled(former) }
    return try body()
}

/// Runs `body` in mixed precision where the device gains by it, in float32 elsewhere.
public func withMixedPrecision<Result>(
    _ enabled: Bool = true, on device: Device = .cpu, _ body: () throws(TensorError) -> Result
) throws(TensorError) -> Result {
    try withBFloat16(enabled && device.isFastInBFloat16, on: device, body)
}

/// Runs `body` with bfloat16 autocast, whatever it costs: matrix products and convolutions in bfloat16, the delicate
/// rest in float32 (Micikevicius et al. 2018, as PyTorch's autocast does it).
public func withBFloat16<Result>(
    _ enabled: Bool = true, on device: Device = .cpu, _ body: () throws(TensorError) -> Result
) throws(TensorError) -> Result {
    let former = ct_set_autocast_bfloat16(device.bridged, enabled)
    defer { _ = ct_set_autocast_bfloat16(device.bridged, former) }
    return try body()
}
