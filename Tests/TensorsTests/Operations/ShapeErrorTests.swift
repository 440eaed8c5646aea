import SoukTensors
import Testing

/// An operation on operands that do not fit, and what the message must say.
struct Misfit: Sendable, CustomTestStringConvertible {
    let operation: String
    let operands: String
    let expected: String
    let found: String
    let run: @Sendable () throws -> Void
    var testDescription: String { "\(operation)(\(operands))" }

    init(
        _ operation: String, _ operands: String, expected: String, found: String,
        _ run: @escaping @Sendable () throws -> Void
    ) {
        (self.operation, self.operands, self.expected, self.found, self.run) =
            (operation, operands, expected, found, run)
    }

    private static func zeros(_ shape: Int...) throws -> Tensor { try .zeros(shape) }

    static let all = [
        Misfit("matmul", "[2, 3] with [4, 5]", expected: "[3, m]", found: "[4, 5]") {
            _ = try zeros(2, 3).matmul(zeros(4, 5))
        },
        Misfit("matmul", "[3] with [3]", expected: "[3, m]", found: "[3]") {
            _ = try zeros(3).matmul(zeros(3))
        },
        Misfit("+", "[2, 3] + [2, 4]", expected: "equal sizes, or 1", found: "3 against 4") {
            _ = try zeros(2, 3) + zeros(2, 4)
        },
        Misfit("*", "[2, 3] * [3, 3]", expected: "equal sizes, or 1", found: "2 against 3") {
            _ = try zeros(2, 3) * zeros(3, 3)
        },
        Misfit(
            "conv2d", "input [1, 3, 8, 8], weight [4, 2, 3, 3], groups 1",
            expected: "[batch, 2, height, width]",
            found: "[1, 3, 8, 8]"
        ) { _ = try zeros(1, 3, 8, 8).conv2d(weight: zeros(4, 2, 3, 3)) },
        Misfit(
            "conv2d", "input [3, 8, 8], weight [4, 3, 3, 3], groups 1", expected: "[batch, 3, height, width]",
            found: "[3, 8, 8]"
        ) { _ = try zeros(3, 8, 8).conv2d(weight: zeros(4, 3, 3, 3)) },
        Misfit("linear", "input [2, 3], weight [5, 4]", expected: "[…, 4]", found: "[2, 3]") {
            _ = try zeros(2, 3).linear(weight: zeros(5, 4))
        },
        Misfit("linear", "input [], weight [5, 4]", expected: "[…, 4]", found: "[]") {
            _ = try zeros().linear(weight: zeros(5, 4))
        },
        Misfit("batchNorm", "input [2, 3, 4, 4]", expected: "[batch, 5, …]", found: "[2, 3, 4, 4]") {
            _ = try zeros(2, 3, 4, 4).batchNorm(
                weight: zeros(5), bias: zeros(5), runningMean: zeros(5), runningVariance: zeros(5),
                training: false,
                momentum: 0.1, epsilon: 1e-5)
        },
        Misfit("batchNorm", "input [1, 3, 1, 1]", expected: "more than one value a channel", found: "1") {
            _ = try zeros(1, 3, 1, 1).batchNorm(
                weight: zeros(3), bias: zeros(3), runningMean: zeros(3), runningVariance: zeros(3),
                training: true,
                momentum: 0.1, epsilon: 1e-5)
        },
        Misfit("crossEntropy", "logits [4, 3], target [5]", expected: "[4] or [4, 3]", found: "[5]") {
            _ = try zeros(4, 3).crossEntropy(.zeros([5], dtype: .int64))
        },
        Misfit("crossEntropy", "logits [4], target [4]", expected: "[4]", found: "[4]") {
            _ = try zeros(4).crossEntropy(.zeros([4], dtype: .int64))
        },
        Misfit("reshaped", "[2, 3]", expected: "6 elements", found: "[4, 2]") {
            _ = try zeros(2, 3).reshaped([4, 2])
        },
        Misfit("reshaped", "[2, 3]", expected: "6 elements", found: "[4, -1]") {
            _ = try zeros(2, 3).reshaped([4, -1])
        },
        Misfit("reshaped", "[2, 3]", expected: "6 elements", found: "[-1, -1]") {
            _ = try zeros(2, 3).reshaped([-1, -1])
        },
        Misfit("stack", "2 tensors", expected: "[2, 3]", found: "[3, 2]") {
            _ = try Tensor.stack([zeros(2, 3), zeros(3, 2)])
        },
        Misfit("stack", "[]", expected: "at least one tensor", found: "none") { _ = try Tensor.stack([]) },
        Misfit("concatenate", "[]", expected: "at least one tensor", found: "none") {
            _ = try Tensor.concatenate([])
        },
        Misfit("concatenate", "[2, 3] and [3, 2]", expected: "equal sizes but on axis 0", found: "[3, 2]") {
            _ = try Tensor.concatenate([zeros(2, 3), zeros(3, 2)])
        },
        Misfit("narrowed", "[2, 3], axis 1", expected: "a range within the axis", found: "1..<4") {
            _ = try zeros(2, 3).narrowed(axis: 1, to: 1..<4)
        },
        Misfit("narrowed", "[2, 3], axis 2", expected: "a range within the axis", found: "0..<1") {
            _ = try zeros(2, 3).narrowed(axis: 2, to: 0..<1)
        },
        Misfit("permuted", "[2, 3]", expected: "each axis once", found: "[0, 0]") {
            _ = try zeros(2, 3).permuted([0, 0])
        },
        Misfit("channelsLast", "[2, 3]", expected: "rank 4", found: "rank 2") {
            _ = try zeros(2, 3).channelsLast()
        },
        Misfit("globalAveragePool2d", "[2, 3]", expected: "rank 4", found: "rank 2") {
            _ = try zeros(2, 3).globalAveragePool2d()
        },
        Misfit("backward", "[2, 3]", expected: "one element", found: "6") { try zeros(2, 3).backward() },
        Misfit("assign", "[2] from [3]", expected: "[2]", found: "[3]") { try zeros(2).assign(zeros(3)) },
        Misfit("sum", "[2, 3]", expected: "an axis below 2", found: "2") {
            _ = try zeros(2, 3).sum(axes: [0, 2])
        },
        Misfit("argmax", "[2, 3]", expected: "an axis below 2", found: "-3") {
            _ = try zeros(2, 3).argmax(axis: -3)
        },
        Misfit("interpolate", "2 lists of tensors", expected: "lists of one length", found: "[1, 2]") {
            try Optimisation.interpolate([zeros(2)], towards: [zeros(2), zeros(2)], weight: 0.5)
        },
        Misfit("sgd", "3 lists of tensors", expected: "lists of one length", found: "[0, 0, 1]") {
            try Optimisation.sgd(
                [], gradients: [], momenta: [zeros(1)], rate: 1, momentum: 0, weightDecay: 0, nesterov: false)
        },
        Misfit("adamW", "5 lists of tensors", expected: "lists of one length", found: "[1, 0, 0, 0, 0]") {
            try Optimisation.adamW(
                [zeros(1)], gradients: [], firstMoments: [], secondMoments: [], steps: [], rate: 1,
                beta1: 0.9,
                beta2: 0.9, weightDecay: 0, epsilon: 1e-8)
        },
        Misfit("transposed", "[3]", expected: "rank 2 or more", found: "rank 1") {
            _ = try zeros(3).transposed()
        },
        Misfit("l2Normalised", "[2, 3]", expected: "an axis below 2", found: "2") {
            _ = try zeros(2, 3).l2Normalised(axis: 2)
        },
        Misfit(
            "maskedMean", "[2, 3, 4], mask [2, 4]", expected: "a mask [batch, length]", found: "[2, 4]"
        ) { _ = try zeros(2, 3, 4).maskedMean(zeros(2, 4)) },
        Misfit(
            "gathering", "[2, 3], axis 1, indices [3, 1]", expected: "indices of rank 2", found: "[3, 1]"
        ) { _ = try zeros(2, 3).gathering(.zeros([3, 1], dtype: .int64), axis: 1) },
        Misfit(
            "gathering", "[2, 3], axis 2, indices [2, 3]", expected: "indices of rank 2", found: "[2, 3]"
        ) { _ = try zeros(2, 3).gathering(.zeros([2, 3], dtype: .int64), axis: 2) },
        Misfit(
            "embedding", "table [2, 3], indices Tensor(float32, [4], cpu)", expected: "int32 or int64",
            found: "rank 2 and float32"
        ) { _ = try zeros(2, 3).embedding(zeros(4)) },
        Misfit(
            "embeddingBag", "indices Tensor(int64, [4], cpu), offsets Tensor(int32, [2], cpu)",
            expected: "two lists of one integer type", found: "ranks 1 and 1"
        ) {
            _ = try zeros(2, 3).embeddingBag(
                .zeros([4], dtype: .int64), offsets: .zeros([2], dtype: .int32))
        },
        Misfit(
            "embeddingBag", "indices [4], factors [3], sum", expected: "a factor an index", found: "[3]"
        ) {
            _ = try zeros(2, 3).embeddingBag(
                .zeros([4], dtype: .int64), offsets: .zeros([1], dtype: .int64), factors: zeros(3))
        },
        Misfit("layerNorm", "input [2, 3], weight [4], bias [4]", expected: "[…, 4]", found: "[2, 3]") {
            _ = try zeros(2, 3).layerNorm(weight: zeros(4), bias: zeros(4), epsilon: 1e-5)
        },
        Misfit(
            "attention", "query [2, 3, 4, 5], key [2, 3, 4, 6], value [2, 3, 4, 6]",
            expected: "equal batch, heads and width", found: "[2, 3, 4, 6]"
        ) { _ = try zeros(2, 3, 4, 5).attention(key: zeros(2, 3, 4, 6), value: zeros(2, 3, 4, 6)) },
        Misfit(
            "attention", "key [2, 3, 4, 5], mask Tensor(bool, [2, 5], cpu)", expected: "a bool mask [2, 4]",
            found: "[2, 5]"
        ) {
            let x = try zeros(2, 3, 4, 5)
            _ = try x.attention(key: x, value: x, keyMask: .zeros([2, 5], dtype: .bool))
        },
        Misfit("full", "[2, -1]", expected: "sizes >= 0", found: "a negative size") { _ = try zeros(2, -1) },
    ]
}

@Suite("Operands that do not fit")
struct ShapeErrorTests {
    @Test("are named, with what was expected and found", arguments: Misfit.all)
    func messages(misfit: Misfit) throws {
        let error = try #require(throws: TensorError.self) { try misfit.run() }
        guard case .shape(let operation, let operands, let expected, let found) = error else {
            Issue.record("\(error) is no shape error")
            return
        }
        #expect((operation, operands, found) == (misfit.operation, misfit.operands, misfit.found))
        #expect(expected.contains(misfit.expected))
        #expect("\(error)" == "\(operation)(\(operands)): expected \(expected), found \(found)")
    }

    @Test("are refused by libtorch where only the values tell")
    func values() throws {
        let matrix = try Tensor.zeros([2, 3])
        let cases: [(String, () throws -> Void)] = [
            ("selecting", { _ = try matrix.selecting(Tensor([5] as [Int64], shape: [1])) }),
            ("selecting", { _ = try matrix.selecting(Tensor([-1] as [Int64], shape: [1])) }),
            ("gathering", { _ = try matrix.gathering(Tensor([3, 0] as [Int64], shape: [2, 1]), axis: 1) }),
            ("embedding", { _ = try matrix.embedding(Tensor([2] as [Int32], shape: [1])) }),
            ("embedding", { _ = try matrix.embedding(Tensor([-1] as [Int32], shape: [1])) }),
            ("embeddingBag", { try bags(matrix, [0, 2], [0]) }),
            ("embeddingBag", { try bags(matrix, [0, -1], [0]) }),
            ("embeddingBag", { try bags(matrix, [0, 1], [1]) }),
            ("embeddingBag", { try bags(matrix, [0, 1], [0, 2, 1]) }),
            ("embeddingBag", { try bags(matrix, [0, 1], [0, 3]) }),
            ("embeddingBag", { try bags(matrix, [0, 1], []) }),
            ("crossEntropy", { _ = try matrix.crossEntropy(Tensor([0, 3] as [Int64], shape: [2])) }),
            ("flipped", { _ = try matrix.flipped(axis: 2) }),
            ("softmax", { _ = try matrix.softmax(axis: 2) }),
            ("max", { _ = try Tensor.zeros([0]).max() }),
            ("conv2d", { _ = try Tensor.zeros([1, 1, 2, 2]).conv2d(weight: .zeros([1, 1, 3, 3])) }),
            ("maxPool2d", { _ = try Tensor.zeros([1, 1, 2, 2]).maxPool2d(kernel: 3, stride: 1) }),
        ]
        for (name, run) in cases {
            let error = try #require(throws: TensorError.self) { try run() }
            guard case .torch(let operation, let message) = error else {
                Issue.record("\(error)")
                continue
            }
            #expect(operation == name)
            #expect(!message.isEmpty && !message.contains("Exception raised from"))
        }
    }

    private func bags(_ table: Tensor, _ indices: [Int64], _ offsets: [Int64]) throws {
        _ = try table.embeddingBag(
            Tensor(indices, shape: [indices.count]), offsets: Tensor(offsets, shape: [offsets.count]))
    }
}
