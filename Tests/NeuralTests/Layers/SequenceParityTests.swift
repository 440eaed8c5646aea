import SoukNeural
import SoukTensors
import Testing

@Suite("Layers of sequences give PyTorch's numbers and gradients")
struct SequenceParityTests {
    let reference: Reference
    init() throws { reference = try Reference.sequences.get() }

    /// Compares the output and, after a backward pass of its sum times the recorded factor, the leaves' gradients.
    private func expectParity(
        _ name: String, _ leaves: [(String, Tensor)], sourceLocation: SourceLocation = #_sourceLocation,
        _ output: () throws -> Tensor
    ) throws {
        for (leaf, tensor) in leaves {
            try tensor.assign(reference["\(name).\(leaf)"])
            try tensor.setRequiresGradient(true)
        }
        let found = try output()
        try expectEqual(
            found, reference["\(name).output"], within: 1e-5, name, sourceLocation: sourceLocation)
        try (found * reference["\(name).factor"]).sum().backward()
        for (leaf, tensor) in leaves {
            let gradient = try #require(try tensor.gradient(), "\(name).\(leaf)")
            try expectEqual(
                gradient, reference["\(name).\(leaf).gradient"], within: 1e-5, "\(name).\(leaf)",
                sourceLocation: sourceLocation)
        }
    }

    private func leaf(_ name: String) throws -> Tensor { try reference[name].zerosLike() }

    @Test("Embedding", arguments: [ScalarType.int64, .int32])
    func embedding(dtype: ScalarType) throws {
        let layer = try Embedding(ParameterStore(seed: 1).root, count: 7, width: 4)
        try expectParity("embedding", [("weight", layer.weight)]) {
            try layer(reference["embedding.indices"].to(dtype))
        }
    }

    @Test("EmbeddingBag", arguments: ["sum", "mean", "weighted"], [ScalarType.int64, .int32])
    func bags(kind: String, dtype: ScalarType) throws {
        let layer = try EmbeddingBag(
            ParameterStore(seed: 1).root, count: 7, width: 4, mode: kind == "mean" ? .mean : .sum)
        try expectParity("bag-\(kind)", [("weight", layer.weight)]) {
            try layer(
                reference["bag.indices"].to(dtype), offsets: reference["bag.offsets"].to(dtype),
                factors: kind == "weighted" ? reference["bag.factors"] : nil)
        }
    }

    @Test("EmbeddingBag without any index")
    func emptyBags() throws {
        let layer = try EmbeddingBag(ParameterStore(seed: 1).root, count: 7, width: 4)
        let nothing = try Tensor.zeros([0], dtype: .int64)
        #expect(
            try layer(nothing, offsets: .zeros([2], dtype: .int64)).floats() == .init(repeating: 0, count: 8))
        #expect(try layer(nothing, offsets: nothing).shape == [0, 4])
    }

    @Test("LayerNorm")
    func norm() throws {
        let layer = try LayerNorm(ParameterStore(seed: 1).root, width: 6, epsilon: 1e-12)
        let input = try leaf("norm.input")
        try expectParity("norm", [("input", input), ("weight", layer.weight), ("bias", layer.bias)]) {
            try layer(input)
        }
    }

    @Test("l2Normalised, maskedMean, gathering, logSigmoid and clamped")
    func vectors() throws {
        let mask = try reference["mask"]
        let cases: [(String, (Tensor) throws -> Tensor)] = [
            ("l2", { try $0.l2Normalised() }),
            ("mean", { try $0.maskedMean(mask) }),
            ("gather", { try $0.gathering(reference["gather.indices"], axis: 1) }),
            ("log-sigmoid", { try ($0 * 40).logSigmoid() }),
            ("clamp", { try $0.clamped(to: -0.5...0.75) }),
        ]
        for (name, operation) in cases {
            let input = try leaf("\(name).input")
            try expectParity(name, [("input", input)]) { try operation(input) }
        }
    }

    @Test("Zeros have the l2-norm's zeros and a gradient that is finite; masked-out rows a mean of zero")
    func zeros() throws {
        let x = try Tensor.zeros([2, 3])
        try x.setRequiresGradient(true)
        let unit = try x.l2Normalised()
        #expect(try unit.floats() == .init(repeating: 0, count: 6))
        try unit.sum().backward()
        #expect(try #require(try x.gradient()).floats().allSatisfy(\.isFinite))
        #expect(try Tensor.ones([1, 2, 3]).maskedMean(.zeros([1, 2])).floats() == [0, 0, 0])
    }

    @Test("attention with a mask of keys")
    func attention() throws {
        let parts = try ["query", "key", "value"].map { ($0, try leaf("attention.\($0)")) }
        let mask = try reference["mask"].to(.bool)
        try expectParity("attention", parts) {
            try parts[0].1.attention(key: parts[1].1, value: parts[2].1, keyMask: mask)
        }
        let shut = try Tensor.zeros([3, 5], dtype: .bool)
        let nothing = try parts[0].1.attention(key: parts[1].1, value: parts[2].1, keyMask: shut)
        #expect(try nothing.floats().allSatisfy { $0 == 0 })
    }

    @Test("MultiHeadSelfAttention")
    func heads() throws {
        let store = try ParameterStore(seed: 1)
        let layer = try MultiHeadSelfAttention(store.root, width: 8, heads: 2)
        let input = try leaf("heads.input")
        let leaves = store.entries.map { ($0.path, $0.tensor) } + [("input", input)]
        let mask = try reference["mask"].to(.bool)
        // The keys' biases shift all scores alike: their gradient is 0 but for rounding.
        let key = try reference["heads.key.bias.gradient"].absolute().max().item()
        #expect(key < 1e-5)
        try expectParity("heads", leaves.filter { $0.0 != "key.bias" }) {
            try layer.key.bias.assign(reference["heads.key.bias"])
            return try layer(input, mask: mask, .evaluation)
        }
    }

    @Test("MultiHeadSelfAttention drops in training, by the generator that it is given")
    func dropout() throws {
        let layer = try MultiHeadSelfAttention(ParameterStore(seed: 1).root, width: 8, heads: 2, dropout: 0.5)
        let (input, mask) = try (reference["heads.input"], reference["mask"].to(.bool))
        func trained(_ seed: UInt64) throws -> [Float] {
            try layer(input, mask: mask, .training(Generator(seed: seed))).floats()
        }
        #expect(try trained(1) == trained(1))
        #expect(try trained(1) != trained(2))
        // What no mask admits changes nothing: the third sequence has one position.
        let changed = try Tensor.concatenate(
            [
                input.narrowed(axis: 1, to: 0..<1), input.narrowed(axis: 1, to: 1..<5) * 3,
            ], axis: 1)
        let after = try layer(changed, mask: mask, .training(Generator(seed: 1)))
        let row = 2 * 5 * 8..<(2 * 5 * 8 + 8)
        #expect(try Array(after.floats()[row]) == Array(trained(1)[row]))
        let mean = try (0..<400).map { try trained(UInt64($0))[0] }.reduce(0, +) / 400
        #expect(abs(try layer(input, mask: mask, .evaluation).floats()[0] - mean) < 0.1)
    }

    @Test("MultiHeadSelfAttention refuses heads and inputs that do not fit")
    func misfits() throws {
        #expect(throws: TensorError.self) {
            _ = try MultiHeadSelfAttention(ParameterStore(seed: 1).root, width: 8, heads: 3)
        }
        let layer = try MultiHeadSelfAttention(ParameterStore(seed: 1).root, width: 8, heads: 2, dropout: 0.5)
        #expect(throws: TensorError.self) { _ = try layer(.zeros([3, 8]), .evaluation) }
        for mode in [Mode.evaluation, .training(try Generator(seed: 1))] {
            #expect(throws: TensorError.self) {
                _ = try layer(.zeros([3, 5, 8]), mask: .ones([3, 4], dtype: .bool), mode)
            }
            #expect(throws: TensorError.self) {
                _ = try layer(.zeros([3, 5, 8]), mask: .ones([3, 5]), mode)
            }
        }
    }
}
