public import SoukTensors

/// A 2-D convolution without a bias, its batch normalisation, and the activation behind them.
public struct NormalisedConv2d: Sendable {
    public typealias Activation = PackedConvolution.Activation

    private let convolution: Conv2d
    private let norm: BatchNorm2d
    private let activation: Activation
    private var folded: Folded?

    private struct Folded: Sendable {
        let layer: PackedConvolution
        let side: Int
        /// Where they differ, zeros are added before the convolution: at the left and the top, at the right and the bottom.
        let margins: (Int, Int)
    }

    public init(_ convolution: Conv2d, _ norm: BatchNorm2d, then activation: Activation = .none) {
        (self.convolution, self.norm, self.activation) = (convolution, norm, activation)
    }

    /// `[batch, in, height, width]` to `[batch, out, height', width']`; the residual is added before the activation.
    public func callAsFunction(
        _ input: Tensor, adding residual: Tensor? = nil, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        if let folded { return try fold(folded, input, residual) }
        var x = try norm(convolution(input), mode)
        if let residual { x = try x + residual }
        return switch activation {
        case .none: x
        case .relu: try x.relu()
        case .relu6: try x.relu6()
        }
    }

    /// A copy of the weights as they are, for inference on the CPU: the moments folded into the weight, all in one
    /// operator.
    ///
    /// - Parameter side: Of the square photos or maps that come in; becomes that of what goes out.
    public func packed(side: inout Int, dtype: ScalarType) throws(TensorError) -> NormalisedConv2d {
        let (weight, margins) = (try convolution.weight.detached(), convolution.sides(side))
        let padding = margins.0 == margins.1 ? margins.0 : 0
        let filled = side + margins.0 + margins.1 - 2 * padding
        let scale =
            try norm.weight.detached() / (norm.runningVariance.detached() + norm.epsilon).squareRoot()
        let layer = try PackedConvolution(
            weight: weight * scale.reshaped([-1, 1, 1, 1]),
            bias: norm.bias.detached() - norm.runningMean.detached() * scale, activation: activation,
            stride: convolution.stride, padding: padding, groups: convolution.groups,
            input: [1, weight.shape[1] * convolution.groups, filled, filled], dtype: dtype)
        var copy = self
        copy.folded = Folded(layer: layer, side: side, margins: margins)
        side = (side + margins.0 + margins.1 - convolution.kernel) / convolution.stride + 1
        return copy
    }

    private func fold(
        _ folded: Folded, _ input: Tensor, _ residual: Tensor?
    ) throws(TensorError) -> Tensor {
        guard input.shape.suffix(2) == [folded.side, folded.side] else {
            throw .shape(
                operation: "NormalisedConv2d", operands: "\(input.shape)",
                expected: "[batch, channels, \(folded.side), \(folded.side)]", found: "\(input.shape)")
        }
        let (first, last) = folded.margins
        guard first != last else { return try folded.layer(input, adding: residual) }
        return try folded.layer(
            input.padded2d(left: first, right: last, top: first, bottom: last), adding: residual)
    }
}
