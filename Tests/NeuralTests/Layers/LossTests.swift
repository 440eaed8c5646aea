import SoukNeural
import SoukTensors
import Testing

@Suite("Cross-entropy gives PyTorch's numbers")
struct LossTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var target = "labels"
        var weighted = false
        var smoothing = 0.0
    }

    @Test(
        "and its gradients",
        arguments: [
            Case(testDescription: "plain"), Case(testDescription: "weights", weighted: true),
            Case(testDescription: "smoothing", smoothing: 0.1),
            Case(testDescription: "weights-smoothing", weighted: true, smoothing: 0.2),
            Case(testDescription: "soft", target: "soft"),
            Case(testDescription: "soft-weights", target: "soft", weighted: true),
            Case(testDescription: "ignored", target: "partial"),
            Case(
                testDescription: "ignored-weights-smoothing", target: "partial", weighted: true,
                smoothing: 0.1),
        ])
    func parity(wanted: Case) throws {
        let reference = try Reference.layers.get()
        let logits = try reference["loss.logits"]
        try logits.setRequiresGradient(true)
        let loss = try logits.crossEntropy(
            reference["loss.\(wanted.target)"],
            classWeights: wanted.weighted ? reference["loss.weights"] : nil,
            labelSmoothing: wanted.smoothing)
        try loss.backward()
        let name = wanted.testDescription
        try expectEqual(loss, reference["loss.value.\(name)"])
        try expectEqual(#require(try logits.gradient()), reference["loss.gradient.\(name)"])
    }

    @Test("refuses a class that there is not, and whole numbers where probabilities belong")
    func wrong() throws {
        let logits = try Tensor.zeros([2, 3])
        #expect(throws: TensorError.self) { try logits.crossEntropy(Tensor([0, 3] as [Int64], shape: [2])) }
        #expect(throws: TensorError.self) { try logits.crossEntropy(.zeros([2, 3], dtype: .int64)) }
    }
}
