import Foundation
public import SoukNeural
public import SoukTensors

/// EfficientNet-Lite (Tan and Le 2019; Google 2020): ReLU6, no squeeze-and-excitation, stem and head
/// of fixed width; names and "SAME" padding of the TensorFlow port that the public weights come from.
public struct EfficientNetLite: Backbone {
    public enum Size: Sendable {
        case lite0, lite2

        var width: Double { self == .lite0 ? 1 : 1.1 }
        var depth: Double { self == .lite0 ? 1 : 1.2 }
    }

    public let featureCount = 1280
    public let stages: [[String]]

    private var stem, head: NormalisedConv2d
    private var blocks: [Block]

    /// (repeats, kernel, stride, expansion, channels out) of the seven stages.
    private static let plan = [
        (1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112),
        (4, 5, 2, 6, 192), (1, 3, 1, 6, 320),
    ]

    public init(_ path: ParameterPath, size: Size) throws(TensorError) {
        stem = NormalisedConv2d(
            try Conv2d(
                path / "_conv_stem", from: 3, to: 32, kernel: 3, stride: 2, padding: .same, bias: false),
            try Self.norm(path / "_bn0", 32), then: .relu6)
        let total = Self.plan.indices.reduce(0) { $0 + Self.repeats($1, size) }
        var blocks: [Block] = []
        var stages = [["_conv_stem", "_bn0"]]
        var channels = 32
        for (stage, (_, kernel, stride, expansion, base)) in Self.plan.enumerated() {
            let output = Self.rounded(Double(base) * size.width)
            stages.append([])
            for index in 0..<Self.repeats(stage, size) {
                let name = "\(blocks.count)"
                blocks.append(
                    try Block(
                        path / "_blocks" / name, from: channels, to: output, kernel: kernel,
                        stride: index == 0 ? stride : 1, expansion: expansion,
                        dropPath: DropPath(0.2 * Double(blocks.count) / Double(total))))
                stages[stages.count - 1].append("_blocks.\(name)")
                channels = output
            }
        }
        head = NormalisedConv2d(
            try Conv2d(path / "_conv_head", from: channels, to: 1280, kernel: 1, bias: false),
            try Self.norm(path / "_bn1", 1280), then: .relu6)
        self.blocks = blocks
        self.stages = stages + [["_conv_head", "_bn1"]]
    }

    public func features(_ photos: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        var x = try stem(photos, mode)
        for block in blocks { x = try block(x, mode) }
        return try head(x, mode).globalAveragePool2d()
    }

    public func packed(side: Int, dtype: ScalarType) throws(TensorError) -> EfficientNetLite {
        var (copy, side) = (self, side)
        copy.stem = try stem.packed(side: &side, dtype: dtype)
        for index in blocks.indices {
            copy.blocks[index] = try blocks[index].packed(side: &side, dtype: dtype)
        }
        copy.head = try head.packed(side: &side, dtype: dtype)
        return copy
    }

    /// The first and the last stage are not deepened.
    private static func repeats(_ stage: Int, _ size: Size) -> Int {
        let base = plan[stage].0
        return stage == 0 || stage == plan.count - 1 ? base : Int((Double(base) * size.depth).rounded(.up))
    }

    /// To a multiple of 8, never more than a tenth below.
    private static func rounded(_ channels: Double) -> Int {
        let near = max(8, Int(channels + 4) / 8 * 8)
        return Double(near) < 0.9 * channels ? near + 8 : near
    }

    fileprivate static func norm(_ path: ParameterPath, _ channels: Int) throws(TensorError) -> BatchNorm2d {
        try BatchNorm2d(path, channels: channels, momentum: 0.01, epsilon: 1e-3)
    }

    /// Inverted residual block (Sandler et al. 2018): expand 1x1, depthwise, project 1x1.
    private struct Block: Sendable {
        var expand: NormalisedConv2d?
        var depthwise, project: NormalisedConv2d
        let hasShortcut: Bool
        let dropPath: DropPath

        init(
            _ path: ParameterPath, from input: Int, to output: Int, kernel: Int, stride: Int, expansion: Int,
            dropPath: DropPath
        ) throws(TensorError) {
            let hidden = input * expansion
            if expansion > 1 {
                expand = NormalisedConv2d(
                    try Conv2d(path / "_expand_conv", from: input, to: hidden, kernel: 1, bias: false),
                    try norm(path / "_bn0", hidden), then: .relu6)
            }
            depthwise = NormalisedConv2d(
                try Conv2d(
                    path / "_depthwise_conv", from: hidden, to: hidden, kernel: kernel, stride: stride,
                    padding: .same, groups: hidden, bias: false),
                try norm(path / "_bn1", hidden), then: .relu6)
            project = NormalisedConv2d(
                try Conv2d(path / "_project_conv", from: hidden, to: output, kernel: 1, bias: false),
                try norm(path / "_bn2", output))
            hasShortcut = stride == 1 && input == output
            self.dropPath = dropPath
        }

        func callAsFunction(_ input: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
            let x = try depthwise(
                expand.map { (expand) throws(TensorError) in try expand(input, mode) } ?? input, mode)
            guard hasShortcut else { return try project(x, mode) }
            if mode.isTraining { return try dropPath(project(x, mode), mode) + input }
            return try project(x, adding: input, mode)
        }

        func packed(side: inout Int, dtype: ScalarType) throws(TensorError) -> Block {
            var copy = self
            if let expand { copy.expand = try expand.packed(side: &side, dtype: dtype) }
            copy.depthwise = try depthwise.packed(side: &side, dtype: dtype)
            copy.project = try project.packed(side: &side, dtype: dtype)
            return copy
        }
    }
}
