import CSoukTorch

/// A seeded source of random numbers, passed explicitly to whatever draws from it.
///
/// The CPU generator is libtorch's Mersenne Twister: the same seed gives PyTorch's numbers.
public final class Generator: @unchecked Sendable {
    private let handle: ct_generator

    public init(seed: UInt64, device: Device = .cpu) throws(TensorError) {
        let place = try device.checked().bridged
        var made: ct_generator?
        try Tensor.check("generator", ct_generator_new(seed, place, &made))
        guard let made else { throw .torch(operation: "generator", message: "none came back") }
        handle = made
    }

    deinit { ct_generator_free(handle) }

    /// The whole state as bytes `[n]`; `restore` continues the very same sequence.
    public func state() throws(TensorError) -> Tensor {
        try Tensor.make("generator state") { ct_generator_state(handle, $0) }
    }

    public func restore(_ state: Tensor) throws(TensorError) {
        try Tensor.check("generator restore", state.withHandle { ct_generator_set_state(handle, $0) })
    }

    /// Overwrites `target` with uniform numbers in `[low, high)`.
    public func fillUniform(_ target: Tensor, low: Double = 0, high: Double = 1) throws(TensorError) {
        try Tensor.check("uniform", target.withHandle { ct_uniform_($0, low, high, handle) })
    }

    /// Overwrites `target` with normal numbers.
    public func fillNormal(_ target: Tensor, mean: Double = 0, deviation: Double = 1) throws(TensorError) {
        try Tensor.check("normal", target.withHandle { ct_normal_($0, mean, deviation, handle) })
    }

    /// Overwrites `target` with 1 (with this probability) and 0.
    public func fillBernoulli(_ target: Tensor, probability: Double) throws(TensorError) {
        try Tensor.check("bernoulli", target.withHandle { ct_bernoulli_($0, probability, handle) })
    }

    /// `0 ..< count` in random order, int64 `[count]`.
    public func permutation(_ count: Int) throws(TensorError) -> Tensor {
        try Tensor.make("permutation") { ct_randperm(Int64(count), handle, $0) }
    }
}
