import CTorch

/// Where a tensor lives and is computed.
public enum Device: String, Sendable, CaseIterable, Codable, CustomStringConvertible {
    case cpu
    case cuda

    public var description: String { rawValue }

    var bridged: ct_device { self == .cuda ? CT_CUDA : CT_CPU }

    /// The device, or an error that says why it is not to be had here.
    public func checked() throws(TensorError) -> Device {
        guard self == .cuda, !ct_cuda_available() else { return self }
        throw .device(
            requested: rawValue, reason: "this libtorch has no CUDA part, or no NVIDIA device answers",
            remedy: "Use --device cpu, or bootstrap with a CUDA build of libtorch.")
    }
}
