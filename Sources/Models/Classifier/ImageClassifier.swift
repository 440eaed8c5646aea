import Neural
import Tensors

/// A backbone with a last layer that gives one logit a class.
public struct ImageClassifier: Sendable {
    public let architecture: Architecture
    public let classCount: Int
    public let parameters: ParameterStore
    public let backbone: any Backbone
    private let head: Linear
    private let dropout: Dropout

    /// Initial weights are drawn from the seed.
    public init(
        _ architecture: Architecture, classCount: Int, dropout: Double = 0.2, seed: UInt64, device: Device = .cpu
    ) throws(TensorError) {
        (self.architecture, self.classCount) = (architecture, classCount)
        parameters = try ParameterStore(seed: seed, device: device)
        backbone = try architecture.backbone(parameters.root)
        head = try Linear(
            parameters.root / architecture.headPath, from: backbone.featureCount, to: classCount)
        self.dropout = Dropout(dropout)
    }

    /// Pixels `[batch, 3, size, size]`, uint8, to logits `[batch, classes]`.
    public func logits(_ pixels: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        try logits(features: features(pixels, mode), mode)
    }

    /// Pixels `[batch, 3, size, size]`, uint8, to feature vectors `[batch, featureCount]`.
    public func features(_ pixels: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        try backbone.features(architecture.normalised(pixels).channelsLast(), mode)
    }

    /// Feature vectors `[batch, featureCount]` to logits `[batch, classes]`.
    public func logits(features: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        try head(dropout(features, mode))
    }

    /// Whether a parameter belongs to the last layer.
    public func isHead(_ path: String) -> Bool { path.hasPrefix(architecture.headPath + ".") }
}
