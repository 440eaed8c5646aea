public import SoukNeural
public import SoukTensors

/// Residual networks (He et al. 2016) in torchvision's form (stride in the 3x3 convolution) and with
/// torchvision's parameter names.
public struct ResNet: Backbone {
    public enum Depth: Int, Sendable { case eighteen = 18, fifty = 50 }

    public let featureCount: Int
    public let stages = [["conv1", "bn1"], ["layer1"], ["layer2"], ["layer3"], ["layer4"]]

    private var stem: NormalisedConv2d
    private var blocks: [Block]

    public init(_ path: ParameterPath, depth: Depth) throws(TensorError) {
        let counts = depth == .eighteen ? [2, 2, 2, 2] : [3, 4, 6, 3]
        let expansion = depth == .eighteen ? 1 : 4
        stem = NormalisedConv2d(
            try Conv2d(
                path / "conv1", from: 3, to: 64, kernel: 7, stride: 2, padding: .symmetric(3), bias: false),
            try BatchNorm2d(path / "bn1", channels: 64), then: .relu)
        var blocks: [Block] = []
        var channels = 64
        for (layer, count) in counts.enumerated() {
            let width = 64 << layer
            for index in 0..<count {
                blocks.append(
                    try Block(
                        path / "layer\(layer + 1)" / "\(index)", from: channels, width: width,
                        expansion: expansion,
                        stride: layer > 0 && index == 0 ? 2 : 1))
                channels = width * expansion
            }
        }
        self.blocks = blocks
        featureCount = channels
    }

    public func features(_ photos: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        var x = try stem(photos, mode).maxPool2d(kernel: 3, stride: 2, padding: 1)
        for block in blocks { x = try block(x, mode) }
        return try x.globalAveragePool2d()
    }

    public func packed(side: Int, dtype: ScalarType) throws(TensorError) -> ResNet {
        var (copy, side) = (self, side)
        copy.stem = try stem.packed(side: &side, dtype: dtype)
        side = (side - 1) / 2 + 1
        for index in blocks.indices {
            copy.blocks[index] = try blocks[index].packed(side: &side, dtype: dtype)
        }
        return copy
    }

    /// Basic (two 3x3) or bottleneck (1x1, 3x3, 1x1) residual block.
    private struct Block: Sendable {
        /// The last of them adds the shortcut.
        var convolutions: [NormalisedConv2d]
        var downsample: NormalisedConv2d?

        init(
            _ path: ParameterPath, from input: Int, width: Int, expansion: Int, stride: Int
        ) throws(TensorError) {
            let output = width * expansion
            // (channels in, channels out, kernel, stride)
            let shapes =
                expansion == 1
                ? [(input, width, 3, stride), (width, width, 3, 1)]
                : [(input, width, 1, 1), (width, width, 3, stride), (width, output, 1, 1)]
            var made: [NormalisedConv2d] = []
            for (index, shape) in shapes.enumerated() {
                let convolution = try Conv2d(
                    path / "conv\(index + 1)", from: shape.0, to: shape.1, kernel: shape.2, stride: shape.3,
                    padding: .symmetric(shape.2 / 2), bias: false)
                made.append(
                    NormalisedConv2d(
                        convolution, try BatchNorm2d(path / "bn\(index + 1)", channels: shape.1), then: .relu)
                )
            }
            convolutions = made
            guard stride != 1 || input != output else { return }
            let shortcut = path / "downsample"
            downsample = NormalisedConv2d(
                try Conv2d(shortcut / "0", from: input, to: output, kernel: 1, stride: stride, bias: false),
                try BatchNorm2d(shortcut / "1", channels: output))
        }

        func callAsFunction(_ input: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
            var x = input
            for convolution in convolutions.dropLast() { x = try convolution(x, mode) }
            let shortcut =
                try downsample.map { (layer) throws(TensorError) in try layer(input, mode) } ?? input
            return try convolutions[convolutions.count - 1](x, adding: shortcut, mode)
        }

        func packed(side: inout Int, dtype: ScalarType) throws(TensorError) -> Block {
            var (copy, before) = (self, side)
            for index in convolutions.indices {
                copy.convolutions[index] = try convolutions[index].packed(side: &side, dtype: dtype)
            }
            copy.downsample = try downsample?.packed(side: &before, dtype: dtype)
            return copy
        }
    }
}
