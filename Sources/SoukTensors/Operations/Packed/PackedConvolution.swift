import CSoukTorch

/// A 2-D convolution for inference on the CPU: its weight lies in oneDNN's own order, and what follows it is fused
/// into it. Where libtorch lacks the fused operators, plain ones do the same.
public struct PackedConvolution: Sendable {
    /// What is computed in the same pass over the output.
    public enum Activation: Sendable { case none, relu, relu6 }

    /// The type of inputs, weights and outputs.
    public let dtype: ScalarType
    public let activation: Activation
    private let weight, bias: Tensor
    private let stride, padding, groups: Int
    private let isFused: Bool

    /// Copies the weight `[out, in / groups, height, width]` and the bias `[out]`.
    ///
    /// - Parameters:
    ///   - input: the shape `[batch, in, height, width]` of what is usually given, for which the weight's order is
    ///     chosen; other sizes are computed as well.
    ///   - packed: whether oneDNN's operators are used where there are any for the type on this processor.
    public init(
        weight: Tensor, bias: Tensor, activation: Activation = .none, stride: Int = 1, padding: Int = 0,
        groups: Int = 1, input shape: [Int], dtype: ScalarType = PackedLinear.preferredType,
        packed: Bool = true
    ) throws(TensorError) {
        guard weight.rank == 4, bias.shape == [weight.shape[0]], shape.count == 4,
            shape[1] == weight.shape[1] * groups
        else {
            throw .shape(
                operation: "PackedConvolution",
                operands: "weight \(weight.shape), bias \(bias.shape), groups \(groups)",
                expected: "[out, in / groups, height, width], [out], and input [batch, in, height, width]",
                found: "\(shape)")
        }
        let converted = try weight.detached().to(dtype)
        let isMultiplied = dtype != .bfloat16 || Device.cpu.isFastInBFloat16
        isFused = packed && ct_packing_available() && isMultiplied && converted.device == .cpu
        (self.dtype, self.activation) = (dtype, activation)
        (self.stride, self.padding, self.groups) = (stride, padding, groups)
        self.bias = try bias.copy().to(dtype)
        self.weight =
            isFused
            ? try Tensor.make("pack") { out in
                converted.withHandle {
                    ct_pack_conv2d(
                        $0, Int64(stride), Int64(padding), Int64(groups), shape.map(Int64.init), out)
                }
            }
            : try converted.copy()
    }

    /// `[batch, in, height, width]` to `[batch, out, height', width']`: the convolution, then `+ residual`, then the
    /// activation. A residual is not added before ReLU6.
    public func callAsFunction(
        _ input: Tensor, adding residual: Tensor? = nil
    ) throws(TensorError) -> Tensor {
        guard input.dtype == dtype, input.rank == 4, residual?.dtype ?? dtype == dtype,
            residual == nil || activation != .relu6
        else {
            throw .shape(
                operation: "PackedConvolution", operands: "input \(input)",
                expected: "[batch, in, height, width] of \(dtype), and a residual like the output",
                found: "\(input.shape) of \(input.dtype), \(residual.map { "\($0)" } ?? "no residual")")
        }
        // libtorch fuses no sum into a grouped convolution in bfloat16.
        guard isFused, residual == nil || groups == 1 else {
            let output =
                isFused
                ? try fused(input, adding: nil, CT_PLAIN)
                : try input.conv2d(
                    weight: weight, bias: bias, stride: stride, padding: padding, groups: groups)
            let sum = try residual.map { (residual) throws(TensorError) in try output + residual } ?? output
            return switch activation {
            case .none: sum
            case .relu: try sum.relu()
            case .relu6: try sum.relu6()
            }
        }
        let op =
            switch activation {
            case .none: CT_PLAIN
            case .relu: CT_THEN_RELU
            case .relu6: CT_THEN_RELU6
            }
        return try fused(input, adding: residual, op)
    }

    private func fused(
        _ input: Tensor, adding residual: Tensor?, _ op: ct_fused_op
    ) throws(TensorError) -> Tensor {
        try Tensor.make("PackedConvolution") { out in
            input.withHandle { input in
                weight.withHandle { weight in
                    bias.withHandle { bias in
                        residual.withHandle {
                            ct_packed_conv2d(
                                input, weight, bias, $0, Int64(stride), Int64(padding), Int64(groups), op, out
                            )
                        }
                    }
                }
            }
        }
    }
}
