import SoukTensors
import Testing

@Suite("Packed convolutions")
struct PackedConvolutionTests {
    /// (channels in, channels out, kernel, stride, padding, groups)
    static let shapes = [
        (3, 8, 3, 2, 1, 1), (8, 24, 1, 1, 0, 1), (16, 16, 5, 1, 2, 16), (16, 16, 3, 2, 0, 16),
        (8, 8, 7, 2, 3, 1),
    ]

    private func expectNear(_ found: Tensor, _ expected: Tensor, _ tolerance: Double) throws {
        #expect(found.shape == expected.shape)
        let worst = try (found.to(.float32) - expected).absolute().max().item()
        #expect(worst < tolerance, "off by \(worst)")
    }

    @Test(
        "give what a convolution and its activation give", arguments: shapes,
        [(ScalarType.float32, true), (.float32, false), (.bfloat16, true), (.bfloat16, false)])
    func parity(
        shape: (input: Int, output: Int, kernel: Int, stride: Int, padding: Int, groups: Int),
        kind: (dtype: ScalarType, packed: Bool)
    ) throws {
        let weight = try PackedLinearTests.waves(
            [shape.output, shape.input / shape.groups, shape.kernel, shape.kernel], 0.37)
        let bias = try PackedLinearTests.waves([shape.output], 1.1)
        let tolerance = kind.dtype == .float32 ? 1e-4 : 0.1
        func layer(_ activation: PackedConvolution.Activation) throws -> PackedConvolution {
            try PackedConvolution(
                weight: weight, bias: bias, activation: activation, stride: shape.stride,
                padding: shape.padding, groups: shape.groups, input: [1, shape.input, 13, 13],
                dtype: kind.dtype, packed: kind.packed)
        }
        for (batch, side) in [(1, 13), (3, 13), (2, 9)] {
            let input = try (PackedLinearTests.waves([batch, shape.input, side, side], 0.71) * 8)
                .channelsLast()
            let x = try input.to(kind.dtype)
            let plain = try input.conv2d(
                weight: weight, bias: bias, stride: shape.stride, padding: shape.padding, groups: shape.groups
            )
            try expectNear(layer(.none)(x), plain, tolerance)
            try expectNear(layer(.relu)(x), plain.relu(), tolerance)
            try expectNear(layer(.relu6)(x), plain.relu6(), tolerance)
            let residual = try PackedLinearTests.waves(plain.shape, 0.2)
            let added = try residual.channelsLast().to(kind.dtype)
            try expectNear(layer(.none)(x, adding: added), plain + residual, tolerance)
            try expectNear(layer(.relu)(x, adding: added), (plain + residual).relu(), tolerance)
            try expectNear(added, residual, tolerance)
        }
    }

    @Test("refuse other types, shapes and residuals by name")
    func misfits() throws {
        let (weight, bias) = (try Tensor.ones([4, 2, 3, 3]), try Tensor.ones([4]))
        let layer = try PackedConvolution(
            weight: weight, bias: bias, activation: .relu6, input: [1, 2, 8, 8], dtype: .float32)
        let x = try Tensor.ones([1, 2, 8, 8])
        let attempts: [() throws -> Void] = [
            { _ = try PackedConvolution(weight: weight, bias: .ones([3]), input: [1, 2, 8, 8]) },
            { _ = try PackedConvolution(weight: weight, bias: bias, input: [1, 3, 8, 8]) },
            { _ = try PackedConvolution(weight: weight, bias: bias, input: [2, 8, 8]) },
            { _ = try layer(x.to(.bfloat16)) },
            { _ = try layer(.ones([2, 8, 8])) },
            { _ = try layer(x, adding: .ones([1, 4, 6, 6])) },
        ]
        for attempt in attempts {
            let error = try #require(throws: TensorError.self) { try attempt() }
            #expect("\(error)".hasPrefix("PackedConvolution("))
        }
    }
}
