public import SoukTensors

/// `x · weightᵀ + bias`, initialised as PyTorch's.
public struct Linear: Sendable {
    public let weight, bias: Tensor

    public init(_ path: ParameterPath, from input: Int, to output: Int) throws(TensorError) {
        let bound = 1 / Double(input).squareRoot()
        weight = try path.uniform("weight", [output, input], bound: bound)
        bias = try path.uniform("bias", [output], bound: bound)
    }

    /// `[…, in]` to `[…, out]`.
    public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
        try input.linear(weight: weight, bias: bias)
    }
}
