import CSoukTorch

/// A linear layer for inference on the CPU: its weight lies in oneDNN's own order, and what follows it is
/// fused into it. Where libtorch lacks the fused operators, plain ones do the same.
public struct PackedLinear: Sendable {
    /// What is computed in the same pass over the output.
    public enum Activation: Sendable { case none, gelu }

    /// The type of inputs, weights and outputs.
    public let dtype: ScalarType
    private let weight, bias: Tensor
    private let input: Int
    private let isPacked: Bool

    /// bfloat16 where the processor multiplies it faster than float32, float32 elsewhere.
    public static var preferredType: ScalarType { Device.cpu.isFastInBFloat16 ? .bfloat16 : .float32 }

    /// Copies the weight `[out, in]` and the bias `[out]`.
    ///
    /// - Parameter fused: whether oneDNN's operators are used where there are any for the type on this processor.
    public init(
        weight: Tensor, bias: Tensor, dtype: ScalarType = preferredType, fused: Bool = true
    ) throws(TensorError) {
        guard weight.rank == 2, bias.shape == [weight.shape[0]] else {
            throw .shape(
                operation: "PackedLinear", operands: "weight \(weight.shape), bias \(bias.shape)",
                expected: "[out, in] and [out]", found: "\(bias.shape)")
        }
        let converted = try weight.detached().to(dtype)
        let isMultiplied = dtype != .bfloat16 || Device.cpu.isFastInBFloat16
        isPacked = fused && ct_packing_available() && isMultiplied && converted.device == .cpu
        (self.dtype, input) = (dtype, weight.shape[1])
        self.bias = try bias.copy().to(dtype)
        self.weight =
            isPacked
            ? try Tensor.make("pack") { out in converted.withHandle { ct_pack_linear($0, out) } }
            : try converted.copy()
    }

    /// `input · weightᵀ + bias`, then the activation: `[…, in]` to `[…, out]`.
    public func callAsFunction(
        _ input: Tensor, then activation: Activation = .none
    ) throws(TensorError) -> Tensor {
        try check(input)
        guard isPacked else {
            let output = try input.linear(weight: weight, bias: bias)
            return activation == .gelu ? try output.gelu() : output
        }
        return try apply(input, adding: nil, activation == .gelu ? CT_THEN_GELU : CT_PLAIN)
    }

    /// `input · weightᵀ + bias + residual`.
    public func callAsFunction(_ input: Tensor, adding residual: Tensor) throws(TensorError) -> Tensor {
        try check(input)
        let output = Array(input.shape.dropLast()) + bias.shape
        guard residual.shape == output, residual.dtype == dtype else {
            throw .shape(
                operation: "PackedLinear", operands: "input \(input), residual \(residual)",
                expected: "residual \(output) of \(dtype)", found: "\(residual.shape) of \(residual.dtype)")
        }
        guard isPacked else { return try input.linear(weight: weight, bias: bias) + residual }
        return try apply(input, adding: residual, CT_PLAIN)
    }

    private func apply(_ input: Tensor, adding residual: Tensor?, _ op: ct_fused_op) throws(TensorError)
        -> Tensor
    {
        try Tensor.make("PackedLinear") { out in
            input.withHandle { input in
                weight.withHandle { weight in
                    bias.withHandle { bias in
                        residual.withHandle { ct_packed_linear(input, weight, bias, $0, op, out) }
                    }
                }
            }
        }
    }

    private func check(_ given: Tensor) throws(TensorError) {
        guard given.dtype == dtype, given.shape.last == input else {
            throw .shape(
                operation: "PackedLinear", operands: "input \(given)",
                expected: "[…, \(input)] of \(dtype)", found: "\(given.shape) of \(given.dtype)")
        }
    }
}
