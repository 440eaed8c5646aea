import SoukNeural
import SoukTensors
import Testing

struct Convolution: Sendable, CustomTestStringConvertible {
    var name: String
    var input, output, kernel: Int
    var stride = 1
    var groups = 1
    var padding: Conv2d.Padding
    var testDescription: String { name }

    static let all = [
        Convolution(name: "plain", input: 3, output: 4, kernel: 3, padding: .symmetric(0)),
        Convolution(name: "strided", input: 3, output: 4, kernel: 3, stride: 2, padding: .symmetric(1)),
        Convolution(name: "grouped", input: 4, output: 6, kernel: 3, groups: 2, padding: .symmetric(1)),
        Convolution(
            name: "depthwise", input: 4, output: 4, kernel: 5, stride: 2, groups: 4, padding: .symmetric(2)),
        Convolution(name: "pointwise", input: 5, output: 3, kernel: 1, stride: 2, padding: .symmetric(0)),
        Convolution(name: "same-even", input: 3, output: 4, kernel: 3, stride: 2, padding: .same),
        Convolution(name: "same-odd", input: 3, output: 4, kernel: 3, stride: 2, padding: .same),
        Convolution(name: "same-mixed", input: 3, output: 4, kernel: 3, stride: 2, padding: .same),
        Convolution(name: "same-wide", input: 4, output: 4, kernel: 5, stride: 2, groups: 4, padding: .same),
        Convolution(name: "same-unit", input: 3, output: 4, kernel: 5, padding: .same),
        Convolution(name: "same-short", input: 3, output: 4, kernel: 1, stride: 2, padding: .same),
        Convolution(name: "same-three", input: 3, output: 4, kernel: 5, stride: 3, padding: .same),
    ]
}

@Suite("Layers give PyTorch's numbers")
struct LayerParityTests {
    let reference: Reference
    init() throws { reference = try Reference.layers.get() }

    @Test("Conv2d", arguments: Convolution.all)
    func convolution(_ wanted: Convolution) throws {
        let store = try ParameterStore(seed: 1)
        let layer = try Conv2d(
            store.root, from: wanted.input, to: wanted.output, kernel: wanted.kernel, stride: wanted.stride,
            padding: wanted.padding, groups: wanted.groups)
        try layer.weight.assign(reference["\(wanted.name).weight"])
        try #require(layer.bias).assign(reference["\(wanted.name).bias"])
        let (input, output) = try (reference["\(wanted.name).input"], reference["\(wanted.name).output"])
        try expectEqual(layer(input), output)
        try expectEqual(layer(input.channelsLast()), output)
    }

    @Test("BatchNorm2d over three steps, then in evaluation")
    func normalisation() throws {
        let store = try ParameterStore(seed: 1)
        let layer = try BatchNorm2d(store.root, channels: 3)
        try layer.weight.assign(reference["norm.weight"])
        try layer.bias.assign(reference["norm.bias"])
        for step in 0..<3 {
            let output = try layer(reference["norm.input.\(step)"], .training(Generator(seed: 0)))
            try expectEqual(output, reference["norm.output.\(step)"])
        }
        try expectEqual(layer.runningMean, reference["norm.running_mean"])
        try expectEqual(layer.runningVariance, reference["norm.running_var"])
        try expectEqual(layer(reference["norm.input.0"], .evaluation), reference["norm.evaluation"])
        try expectEqual(layer.runningMean, reference["norm.running_mean"])
    }

    @Test("BatchNorm2d keeps its moments while it is frozen")
    func frozen() throws {
        let store = try ParameterStore(seed: 1)
        let layer = try BatchNorm2d(store.root / "bn", channels: 3)
        try store.train(only: { _ in false })
        let before = try store.weights()
        let input = try reference["norm.input.1"]
        try expectEqual(layer(input, .training(Generator(seed: 0))), layer(input, .evaluation))
        #expect(try store.weights() == before)
    }

    @Test("and a network of them PyTorch's gradients", arguments: [false, true])
    func gradients(channelsLast: Bool) throws {
        let expected = try Reference.training.get()
        let network = try SmallNetwork.started()
        let loss = try network.backward(batch: 0, channelsLast: channelsLast)
        #expect(abs(loss - Double(try expected["adamw.losses"].floats()[0])) < 1e-6)
        for entry in network.store.entries where !entry.isBuffer {
            let gradient = try #require(try entry.tensor.gradient())
            try expectEqual(gradient, expected["gradient.\(entry.path)"], within: 1e-5, entry.path)
        }
    }

    @Test(
        "Layers refuse inputs of another rank", arguments: [Conv2d.Padding.same, .symmetric(1)], [0, 2, 3, 5])
    func ranks(padding: Conv2d.Padding, rank: Int) throws {
        let layer = try Conv2d(
            ParameterStore(seed: 1).root, from: 3, to: 3, kernel: 3, stride: 2, padding: padding)
        #expect(throws: TensorError.self) { try layer(.zeros(Array(repeating: 3, count: rank))) }
    }
}
