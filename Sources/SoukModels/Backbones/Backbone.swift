public import SoukNeural
public import SoukTensors

/// A network that turns photos into feature vectors.
public protocol Backbone: Sendable {
    /// Length of a feature vector.
    var featureCount: Int { get }
    /// Prefixes of parameter paths from the input to the output; fine-tuning unfreezes from the last.
    var stages: [[String]] { get }
    /// Normalised photos `[batch, 3, height, width]` to features `[batch, featureCount]`.
    func features(_ photos: Tensor, _ mode: Mode) throws(TensorError) -> Tensor
    /// A copy with the weights as they are, for inference on the CPU with photos of this side: operators fused, in
    /// `dtype`, which photos must have as well.
    func packed(side: Int, dtype: ScalarType) throws(TensorError) -> Self
}
