import Foundation
import SoukTensors
import Testing

/// A function of one tensor, and its derivative where it has a closed form.
struct Derivative: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let value: @Sendable (Tensor) throws -> Tensor
    let slope: @Sendable (Double) -> Double

    init(
        _ name: String, _ value: @escaping @Sendable (Tensor) throws -> Tensor,
        _ slope: @escaping @Sendable (Double) -> Double
    ) { (testDescription, self.value, self.slope) = (name, value, slope) }

    static let all = [
        Derivative("square", { try $0 * $0 }, { 2 * $0 }),
        Derivative("negated", { try $0.negated() }, { _ in -1 }),
        Derivative("exp", { try $0.exp() }, { exp($0) }),
        Derivative("log", { try ($0 + 3).log() }, { 1 / ($0 + 3) }),
        Derivative("square root", { try ($0 + 3).squareRoot() }, { 0.5 / ($0 + 3).squareRoot() }),
        Derivative("absolute", { try $0.absolute() }, { $0 < 0 ? -1 : 1 }),
        Derivative("tanh", { try $0.tanh() }, { 1 - tanh($0) * tanh($0) }),
        Derivative("sigmoid", { try $0.sigmoid() }, { sigmoid($0) * (1 - sigmoid($0)) }),
        Derivative("relu", { try $0.relu() }, { $0 > 0 ? 1 : 0 }),
        Derivative("relu6", { try ($0 * 4).relu6() }, { $0 > 0 && $0 < 1.5 ? 4 : 0 }),
        Derivative("silu", { try $0.silu() }, { sigmoid($0) * (1 + $0 * (1 - sigmoid($0))) }),
        Derivative(
            "gelu", { try $0.gelu() },
            { (1 + erf($0 / 2.0.squareRoot())) / 2 + $0 * exp(-$0 * $0 / 2) / (2 * .pi).squareRoot() }),
        Derivative(
            "quotient", { try $0 / ($0 * $0 + 1) }, { (1 - $0 * $0) / (($0 * $0 + 1) * ($0 * $0 + 1)) }),
    ]

    private static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}

@Suite("Gradients")
struct GradientTests {
    static let points: [Float] = [-2.3, -1.1, -0.4, 0.3, 0.9, 2.2]

    @Test("equal the closed form", arguments: Derivative.all)
    func closedForms(derivative: Derivative) throws {
        let x = try Tensor(Self.points, shape: [6])
        try x.setRequiresGradient(true)
        try derivative.value(x).sum().backward()
        let found = try #require(try x.gradient()).floats()
        for (point, slope) in zip(Self.points, found) {
            #expect(abs(Double(slope) - derivative.slope(Double(point))) < 1e-5, "at \(point)")
        }
    }

    @Test("equal differences of the function", arguments: ["matmul", "softmax", "convolution", "pooling"])
    func differences(name: String) throws {
        let start = (0..<16).map { Float(sin(Double($0) * 1.7)) }
        let weights = try Tensor((0..<16).map { Float(cos(Double($0))) }, shape: [4, 4]).to(.float64)
        func value(_ x: Tensor) throws -> Tensor {
            switch name {
            case "matmul": try (x.matmul(weights) * x).mean()
            case "softmax": try (x.logSoftmax() * weights).sum()
            case "convolution":
                try x.reshaped([1, 1, 4, 4]).conv2d(weight: weights.reshaped([4, 1, 2, 2]), padding: 1).tanh()
                    .sum()
            default:
                try
                    (x.reshaped([1, 1, 4, 4]).maxPool2d(kernel: 2, stride: 2)
                    + x.reshaped([1, 1, 4, 4]).averagePool2d(kernel: 2, stride: 2)).exp().sum()
            }
        }
        let x = try Tensor(start, shape: [4, 4]).to(.float64)
        try x.setRequiresGradient(true)
        try value(x).backward()
        let gradient = try #require(try x.gradient()).floats()
        for index in 0..<16 {
            func moved(_ step: Float) throws -> Double {
                let values = start.enumerated().map { $0 == index ? $1 + step : $1 }
                return try value(Tensor(values, shape: [4, 4]).to(.float64)).item()
            }
            let slope = try (moved(1.0 / 256) - moved(-1.0 / 256)) * 128
            #expect(abs(Double(gradient[index]) - slope) < 2e-4, "element \(index)")
        }
    }

    @Test("add up until they are cleared")
    func accumulation() throws {
        let x = try Tensor([3] as [Float], shape: [1])
        #expect(try x.gradient() == nil)
        try x.setRequiresGradient(true)
        try (x * x).sum().backward()
        try (x * 2).sum().backward()
        #expect(try x.gradient()?.item() == 8)
        try x.clearGradient()
        #expect(try x.gradient() == nil)
    }

    @Test("stop at detached tensors")
    func detached() throws {
        let x = try Tensor([3] as [Float], shape: [1])
        try x.setRequiresGradient(true)
        #expect(try !x.detached().requiresGradient && !x.copy().requiresGradient)
        try (x.detached() * x).sum().backward()
        #expect(try x.gradient()?.item() == 3)
    }

    @Test("of a second pass over the same graph are refused")
    func twice() throws {
        let x = try Tensor([3] as [Float], shape: [1])
        try x.setRequiresGradient(true)
        let loss = try (x * x).sum()
        try loss.backward()
        #expect(throws: TensorError.self) { try loss.backward() }
    }

    @Test("need a tensor that was computed from a leaf, and a type that has them")
    func impossible() throws {
        #expect(throws: TensorError.self) { try Tensor.ones([]).backward() }
        #expect(throws: TensorError.self) { try Tensor.zeros([2], dtype: .int64).setRequiresGradient(true) }
    }
}
