public import SoukNeural
public import SoukTensors

/// A backbone with a last layer that gives one logit a class.
public struct ImageClassifier: Sendable {
    public let architecture: Architecture
    public let classCount: Int
    public let parameters: ParameterStore
    public let backbone: any Backbone
    private let head: Linear
    /// Second-level categories, which only training looks at.
    private let fineHead: Linear?
    private let dropout: Dropout
    private let packed: PackedCache<any Backbone>

    /// Initial weights are drawn from the seed.
    public init(
        _ architecture: Architecture, classCount: Int, fineClassCount: Int = 0, dropout: Double = 0.2,
        seed: UInt64,
        device: Device = .cpu
    ) throws(TensorError) {
        (self.architecture, self.classCount) = (architecture, classCount)
        parameters = try ParameterStore(seed: seed, device: device)
        backbone = try architecture.backbone(parameters.root)
        head = try Linear(
            parameters.root / architecture.headPath, from: backbone.featureCount, to: classCount)
        fineHead =
            fineClassCount > 0
            ? try Linear(
                parameters.root / Self.finePath, from: backbone.featureCount, to: fineClassCount) : nil
        self.dropout = Dropout(dropout)
        packed = PackedCache(parameters) { [backbone] (dtype) throws(TensorError) in
            try backbone.packed(side: architecture.inputSize, dtype: dtype)
        }
    }

    /// Pixels `[batch, 3, size, size]`, uint8, to feature vectors `[batch, featureCount]`, float32, without a gradient.
    ///
    /// On the CPU the weights are packed at the first call, and again when they have changed since.
    ///
    /// - Parameter inBFloat16: whether products are in bfloat16 where the device is fast at it.
    public func embed(_ pixels: Tensor, inBFloat16: Bool = true) throws(TensorError) -> Tensor {
        try withoutGradient { () throws(TensorError) in
            guard parameters.device == .cpu else {
                return try withMixedPrecision(inBFloat16, on: parameters.device) { () throws(TensorError) in
                    try features(pixels, .evaluation)
                }.to(.float32)
            }
            let dtype = inBFloat16 ? PackedLinear.preferredType : .float32
            let backbone = try packed.current(dtype)
            var parts: [Tensor] = []
            for start in stride(from: 0, to: pixels.shape[0], by: Self.together) {
                let some = try pixels.narrowed(
                    axis: 0, to: start..<min(start + Self.together, pixels.shape[0]))
                parts.append(
                    try backbone.features(
                        architecture.normalised(some).to(dtype).channelsLast(), .evaluation
                    ).to(.float32))
            }
            return parts.isEmpty ? try .zeros([0, backbone.featureCount]) : try .concatenate(parts)
        }
    }

    /// So many photos fit into the processor's caches between one layer and the next; 32 take twice the time each.
    private static let together = 8

    /// Pixels `[batch, 3, size, size]`, uint8, to feature vectors `[batch, featureCount]`.
    public func features(_ pixels: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        try backbone.features(architecture.normalised(pixels).channelsLast(), mode)
    }

    /// Feature vectors `[batch, featureCount]` to logits `[batch, classes]`, and to those of the
    /// second-level categories `[batch, fineClasses]` where the model has them.
    public func logits(
        features: Tensor, _ mode: Mode
    ) throws(TensorError) -> (classes: Tensor, fine: Tensor?) {
        let kept = try dropout(features, mode)
        return (try head(kept), try fineHead?(kept))
    }

    /// Whether a parameter belongs to the last layer.
    public func isHead(_ path: String) -> Bool {
        path.hasPrefix(architecture.headPath + ".") || path.hasPrefix(Self.finePath + ".")
    }

    private static let finePath = "fine_head"
}
