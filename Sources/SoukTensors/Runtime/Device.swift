import CSoukTorch

/// Where a tensor lives and is computed.
public enum Device: String, Sendable, CaseIterable, Codable, CustomStringConvertible {
    case cpu
    case cuda

    public var description: String { rawValue }

    /// Whether it multiplies matrices in bfloat16 faster than in float32. A processor without instructions for
    /// it takes fifty times as long.
    public var isFastInBFloat16: Bool { self == .cuda || ct_bfloat16_is_fast() }

    var bridged: ct_device { self == .cuda ? CT_CUDA : CT_CPU }

    /// The device, or an error that says why it is not to be had here.
    public func checked() throws(TensorError) -> Device {
        guard self == .cuda, !ct_cuda_available() else { return self }
        throw .device(
            requested: rawValue, reason: "this libtorch has no CUDA part, or no NVIDIA device answers",
            remedy: "Use the CPU, or a CUDA build of libtorch.")
    }
}
