import SoukNeural
import SoukTensors

/// A copy of a layer norm in the type of the vectors that it is for.
struct PackedNorm: Sendable {
    private let weight, bias: Tensor
    private let epsilon: Double

    init(_ norm: LayerNorm, _ dtype: ScalarType = .float32) throws(TensorError) {
        weight = try norm.weight.copy().to(dtype)
        bias = try norm.bias.copy().to(dtype)
        epsilon = norm.epsilon
    }

    func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
        try input.layerNorm(weight: weight, bias: bias, epsilon: epsilon)
    }
}
