import Foundation
import SoukModels
import SoukNeural
import SoukTensors
import Testing

@Suite("Public weights")
struct PretrainedWeightsTests {
    @Test(
        "of EfficientNet-Lite give the reference's thousand logits",
        .enabled(if: Reference.asset("weights/efficientnet-lite2.pth") != nil),
        arguments: [Architecture.efficientnetLite0, .efficientnetLite2])
    func efficientNet(architecture: Architecture) throws {
        let url = try #require(Reference.asset("weights/\(architecture.rawValue).pth"))
        let classifier = try ImageClassifier(architecture, classCount: 1000, seed: 1)
        try classifier.parameters.load(
            TorchCheckpoint.read(url), from: url.path, ignoring: { $0.hasSuffix(".num_batches_tracked") })
        let picture = try Noise.picture(architecture.inputSize)
        let logits = try withoutGradient { () throws(TensorError) in
            try classifier.logits(features: classifier.features(picture, .evaluation), .evaluation).classes
        }.reshaped([1000])
        let expected = try Reference.tensor("pretrained.\(architecture.rawValue)")
        try expectEqual(logits, expected, within: 1e-3)
        #expect(try best(logits) == best(expected))
    }

    private func best(_ logits: Tensor) throws -> [Int] {
        let values = try logits.floats()
        return Array(values.indices.sorted { values[$0] > values[$1] }.prefix(5))
    }

    /// Runs a test with a file of weights.
    private func withFile(_ weights: [String: TensorBlob], _ body: (URL) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors")
        defer { try? FileManager.default.removeItem(at: url) }
        try Safetensors.write(weights, to: url)
        try body(url)
    }

    @Test("overwrite all but the heads")
    func heads() throws {
        var weights = try ImageClassifier(.cnn, classCount: 1000, seed: 2).parameters.weights()
        weights["bn1.num_batches_tracked"] = try Tensor.zeros([], dtype: .int64).blob()
        let classifier = try ImageClassifier(.cnn, classCount: 3, fineClassCount: 7, seed: 1)
        let before = try classifier.parameters.weights()
        try withFile(weights) { try PretrainedWeights.load($0, into: classifier) }
        for (path, blob) in try classifier.parameters.weights() {
            #expect(blob == (classifier.isHead(path) ? before : weights)[path], "\(path)")
        }
        #expect(before.keys.filter(classifier.isHead).count == 4)
    }

    @Test("load without a head of their own")
    func headless() throws {
        let classifier = try ImageClassifier(.cnn, classCount: 3, seed: 1)
        let weights = try ImageClassifier(.cnn, classCount: 3, seed: 2).parameters.weights()
            .filter { !classifier.isHead($0.key) }
        try withFile(weights) { try PretrainedWeights.load($0, into: classifier) }
        #expect(try classifier.parameters.weights()["conv1.weight"] == weights["conv1.weight"])
    }

    @Test("that do not fit are refused by name, and change nothing")
    func strict() throws {
        let classifier = try ImageClassifier(.cnn, classCount: 3, seed: 1)
        let before = try classifier.parameters.weights()
        let fitting = try ImageClassifier(.cnn, classCount: 3, seed: 2).parameters.weights()
        let odd = try Tensor.zeros([2, 2]).blob()
        for (path, blob) in [
            ("conv1.weight", nil), ("fc2.bias", odd), ("layer1.weight", odd), ("fc33.bias", odd),
        ] {
            var weights = fitting
            weights[path] = blob
            try withFile(weights) { url in
                let error = try #require(throws: TensorError.self) {
                    try PretrainedWeights.load(url, into: classifier)
                }
                #expect("\(error)".contains("'\(path)'") && "\(error)".contains(url.path))
            }
        }
        #expect(throws: TensorError.self) {
            try PretrainedWeights.load(URL(fileURLWithPath: "/nowhere/weights.pth"), into: classifier)
        }
        #expect(try classifier.parameters.weights() == before)
    }
}
