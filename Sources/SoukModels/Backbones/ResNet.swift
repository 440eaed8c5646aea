public import SoukNeural
public import SoukTensors

/// Residual networks (He et al. 2016) in torchvision's form (stride in the 3x3 convolution) and with
/// torchvision's parameter names.
public struct ResNet: Backbone {
    public enum Depth: Int, Sendable { case eighteen = 18, fifty = 50 }

    public let featureCount: Int
    public let stages = [["conv1", "bn1"], ["layer1"], ["layer2"], ["layer3"], ["layer4"]]

    private let conv1: Conv2d
    private let bn1: BatchNorm2d
    private let blocks: [Block]

    public init(_ path: ParameterPath, depth: Depth) throws(TensorError) {
        let counts = depth == .eighteen ? [2, 2, 2, 2] : [3, 4, 6, 3]
        let expansion = depth == .eighteen ? 1 : 4
        conv1 = try Conv2d(
            path / "conv1", from: 3, to: 64, kernel: 7, stride: 2, padding: .symmetric(3), bias: false)
        bn1 = try BatchNorm2d(path / "bn1", channels: 64)
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
        var x = try bn1(conv1(photos), mode).relu().maxPool2d(kernel: 3, stride: 2, padding: 1)
        for block in blocks { x = try block(x, mode) }
        return try x.globalAveragePool2d()
    }

    /// Basic (two 3x3) or bottleneck (1x1, 3x3, 1x1) residual block.
    private struct Block: Sendable {
        let convolutions: [(Conv2d, BatchNorm2d)]
        let downsample: (Conv2d, BatchNorm2d)?

        init(
            _ path: ParameterPath, from input: Int, width: Int, expansion: Int, stride: Int
        ) throws(TensorError) {
            let output = width * expansion
            // (channels in, channels out, kernel, stride)
            let shapes =
                expansion == 1
                ? [(input, width, 3, stride), (width, width, 3, 1)]
                : [(input, width, 1, 1), (width, width, 3, stride), (width, output, 1, 1)]
            var made: [(Conv2d, BatchNorm2d)] = []
            for (index, shape) in shapes.enumerated() {
                let convolution = try Conv2d(
                    path / "conv\(index + 1)", from: shape.0, to: shape.1, kernel: shape.2, stride: shape.3,
                    padding: .symmetric(shape.2 / 2), bias: false)
                made.append((convolution, try BatchNorm2d(path / "bn\(index + 1)", channels: shape.1)))
            }
            convolutions = made
            guard stride != 1 || input != output else {
                downsample = nil
                return
            }
            let shortcut = path / "downsample"
            downsample = (
                try Conv2d(shortcut / "0", from: input, to: output, kernel: 1, stride: stride, bias: false),
                try BatchNorm2d(shortcut / "1", channels: output)
            )
        }

        func callAsFunction(_ input: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
            var x = input
            for (index, (convolution, norm)) in convolutions.enumerated() {
                x = try norm(convolution(x), mode)
                if index < convolutions.count - 1 { x = try x.relu() }
            }
            let shortcut =
                if let (convolution, norm) = downsample { try norm(convolution(input), mode) } else { input }
            return try (x + shortcut).relu()
        }
    }
}
