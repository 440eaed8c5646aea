public import SoukTensors

/// Normalisation of each vector to mean 0 and variance 1, then a learned scale and shift (Ba et al. 2016).
public struct LayerNorm: Sendable {
    public let weight, bias: Tensor
    public let epsilon: Double

    public init(_ path: ParameterPath, width: Int, epsilon: Double = 1e-5) throws(TensorError) {
        weight = try path.constant("weight", [width], 1)
        bias = try path.constant("bias", [width], 0)
        self.epsilon = epsilon
    }

    /// `[…, width]` to `[…, width]`.
    public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
        try input.layerNorm(weight: weight, bias: bias, epsilon: epsilon)
    }
}
