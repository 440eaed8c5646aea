import Foundation
import SoukTensors
import Testing

@Suite("Packed linear layers")
struct PackedLinearTests {
    static func waves(_ shape: [Int], _ pitch: Double) throws -> Tensor {
        let values = (0..<shape.reduce(1, *)).map { Float(sin(Double($0) * pitch) / 4) }
        return try Tensor(values, shape: shape)
    }
    let weight, bias, input: Tensor
    init() throws {
        weight = try Self.waves([48, 32], 0.37)
        bias = try Self.waves([48], 1.1)
        input = try Self.waves([2, 5, 32], 0.71)
    }

    private func expectNear(_ found: Tensor, _ expected: Tensor, _ tolerance: Float) throws {
        #expect(found.shape == expected.shape)
        let worst = try (found.to(.float32) - expected).absolute().max().item()
        #expect(worst < Double(tolerance), "off by \(worst)")
    }

    @Test(
        "give what a linear layer gives",
        arguments: [(ScalarType.float32, Float(1e-3)), (.bfloat16, 0.03)], [true, false])
    func parity(type: (ScalarType, Float), packed: Bool) throws {
        let (dtype, tolerance) = type
        let layer = try PackedLinear(weight: weight, bias: bias, dtype: dtype, packed: packed)
        let x = try input.to(dtype)
        let plain = try input.linear(weight: weight, bias: bias)
        try expectNear(layer(x), plain, tolerance)
        try expectNear(layer(x, then: .gelu), plain.gelu(), tolerance)
        let residual = try Self.waves([2, 5, 48], 0.2)
        try expectNear(layer(x, adding: residual.to(dtype)), plain + residual, tolerance)
    }

    @Test("take any number of rows", arguments: [0, 1, 7, 300])
    func rows(count: Int) throws {
        let layer = try PackedLinear(weight: weight, bias: bias, dtype: .float32)
        let x = try Self.waves([count, 32], 0.3)
        let output = try layer(x)
        #expect(output.shape == [count, 48])
        if count > 0 { try expectNear(output, x.linear(weight: weight, bias: bias), 1e-3) }
    }

    @Test("are copies: later changes of the weight do not reach them")
    func copies() throws {
        for (dtype, packed) in [(ScalarType.float32, true), (.bfloat16, true), (.float32, false)] {
            let (w, b) = try (weight.copy(), bias.copy())
            let layer = try PackedLinear(weight: w, bias: b, dtype: dtype, packed: packed)
            let before = try layer(input.to(dtype)).floats()
            try w.assign(w.zerosLike())
            try b.assign(b.zerosLike())
            #expect(try layer(input.to(dtype)).floats() == before)
        }
    }

    @Test("refuse other widths, types and residuals by name")
    func misfits() throws {
        let layer = try PackedLinear(weight: weight, bias: bias, dtype: .float32)
        let attempts: [() throws -> Void] = [
            { _ = try PackedLinear(weight: weight, bias: .zeros([32])) },
            { _ = try layer(.zeros([2, 31])) },
            { _ = try layer(.zeros([2, 32], dtype: .bfloat16)) },
            { _ = try layer(.zeros([2, 32]), adding: .zeros([2, 32])) },
            { _ = try layer(.zeros([2, 32]), adding: .zeros([2, 48], dtype: .bfloat16)) },
        ]
        for attempt in attempts {
            let error = try #require(throws: TensorError.self) { try attempt() }
            #expect("\(error)".hasPrefix("PackedLinear("))
        }
    }
}

@Suite("Versions")
struct VersionTests {
    @Test("grow with every write, through any handle, and with nothing else")
    func growth() throws {
        let x = try Tensor.zeros([3])
        let other = try x.detached()
        func grows(_ write: () throws -> Void) rethrows -> Bool {
            let before = x.version
            try write()
            return x.version > before
        }
        #expect(try grows { try x.assign(.ones([3])) })
        #expect(try grows { try other.assign(.ones([3])) })
        #expect(try grows { try Optimisation.interpolate([x], towards: [.ones([3])], weight: 0.5) })
        #expect(try !grows { _ = try (x + 1).sum().item() })
        try x.setRequiresGradient(true)
        try (x * x).sum().backward()
        let gradient = try #require(try x.gradient())
        let moments = try (0..<2).map { _ in try Tensor.zeros([3]) }
        #expect(
            try grows {
                try Optimisation.adamW(
                    [x], gradients: [gradient], firstMoments: [moments[0]], secondMoments: [moments[1]],
                    steps: [.zeros([])], rate: 0.1, beta1: 0.9, beta2: 0.99, weightDecay: 0, epsilon: 1e-8)
            })
        #expect(
            try grows {
                try Optimisation.sgd(
                    [x], gradients: [gradient], momenta: [moments[0]], rate: 0.1, momentum: 0.9,
                    weightDecay: 0, nesterov: false)
            })
    }
}
