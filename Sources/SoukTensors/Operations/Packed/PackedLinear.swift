import CSoukTorch

/// A linear layer for inference on the CPU.
///
/// In bfloat16 its weight lies in oneDNN's own order, and what follows it is fused into it. In float32 the weight is
/// kept in half precision (FBGEMM): a short text is as fast as its weights are read, and half as many bytes are read
/// in half the time; what is multiplied and added stays float32. Where libtorch lacks an operator, the next does it.
public struct PackedLinear: Sendable {
    /// What is computed in the same pass over the output.
    public enum Activation: Sendable { case none, gelu }

    /// The type of inputs, weights and outputs.
    public let dtype: ScalarType
    private let weight, bias: Tensor
    private let input: Int
    private let form: Form

    private enum Form { case plain, fused, halves }

    /// bfloat16 where the processor multiplies it faster than float32, float32 elsewhere.
    public static var preferredType: ScalarType { Device.cpu.isFastInBFloat16 ? .bfloat16 : .float32 }

    /// Copies the weight `[out, in]` and the bias `[out]`.
    ///
    /// - Parameter packed: whether the operators of packed weights are used where there are any for the type on this
    ///   processor.
    public init(
        weight: Tensor, bias: Tensor, dtype: ScalarType = preferredType, packed: Bool = true
    ) throws(TensorError) {
        guard weight.rank == 2, bias.shape == [weight.shape[0]] else {
            throw .shape(
                operation: "PackedLinear", operands: "weight \(weight.shape), bias \(bias.shape)",
                expected: "[out, in] and [out]", found: "\(bias.shape)")
        }
        let converted = try weight.detached().to(dtype)
        let isMultiplied = dtype != .bfloat16 || Device.cpu.isFastInBFloat16
        form =
            if !packed || converted.device != .cpu {
                .plain
            } else if dtype == .float32, ct_half_weights_available() {
                .halves
            } else {
                ct_packing_available() && isMultiplied ? .fused : .plain
            }
        (self.dtype, input) = (dtype, weight.shape[1])
        self.bias = try bias.copy().to(dtype)
        self.weight =
            switch form {
            case .plain: try converted.copy()
            case .fused: try Tensor.make("pack") { out in converted.withHandle { ct_pack_linear($0, out) } }
            case .halves:
                try Tensor.make("pack") { out in converted.withHandle { ct_pack_half_weights($0, out) } }
            }
    }

    /// `input · weightᵀ + bias`, then the activation: `[…, in]` to `[…, out]`.
    public func callAsFunction(
        _ input: Tensor, then activation: Activation = .none
    ) throws(TensorError) -> Tensor {
        try check(input)
        guard form != .fused else {
            return try fused(input, adding: nil, activation == .gelu ? CT_THEN_GELU : CT_PLAIN)
        }
        let output = try unfused(input)
        return activation == .gelu ? try output.gelu() : output
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
        return form == .fused ? try fused(input, adding: residual, CT_PLAIN) : try unfused(input) + residual
    }

    private func unfused(_ input: Tensor) throws(TensorError) -> Tensor {
        guard form == .halves else { return try input.linear(weight: weight, bias: bias) }
        return try Tensor.make("PackedLinear") { out in
            input.withHandle { input in
                weight.withHandle { weight in
                    bias.withHandle { ct_half_weights_linear(input, weight, $0, out) }
                }
            }
        }
    }

    private func fused(_ input: Tensor, adding residual: Tensor?, _ op: ct_fused_op) throws(TensorError)
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
