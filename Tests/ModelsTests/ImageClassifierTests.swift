import SoukModels
import SoukNeural
import SoukTensors
import Testing

@Suite("Image classifiers")
struct ImageClassifierTests {
    /// What pixels of 0, 128 and 255 in red, green and blue become.
    static let pixels: [(Architecture, [Float])] = [
        (.cnn, [-1.9921875, 0.0078125, 1.9921875]),
        (.efficientnetLite0, [-0.9921875, 0.0078125, 1]),
        (.efficientnetLite2, [-0.9921875, 0.0078125, 1]),
        (.resnet18, [-2.117904, 0.205182, 2.64]),
        (.resnet50, [-2.117904, 0.205182, 2.64]),
    ]

    @Test("normalise pixels as their weights were trained", arguments: ImageClassifierTests.pixels)
    func normalised(architecture: Architecture, expected: [Float]) throws {
        let pixels = try Tensor([0, 128, 255] as [UInt8], shape: [1, 3, 1, 1])
        let found = try architecture.normalised(pixels)
        #expect(found.dtype == .float32)
        for (a, b) in zip(try found.floats(), expected) { #expect(abs(a - b) < 1e-5) }
    }

    @Test("give features and logits of two levels")
    func shapes() throws {
        let classifier = try ImageClassifier(.cnn, classCount: 5, fineClassCount: 11, seed: 1)
        let features = try classifier.features(.zeros([2, 3, 64, 64], dtype: .uint8), .evaluation)
        #expect(features.shape == [2, classifier.backbone.featureCount])
        let logits = try classifier.logits(features: features, .evaluation)
        #expect(logits.classes.shape == [2, 5])
        #expect(logits.fine?.shape == [2, 11])
    }

    @Test("refuse what is no batch of photos", arguments: Architecture.allCases)
    func wrongPhotos(architecture: Architecture) throws {
        let classifier = try ImageClassifier(architecture, classCount: 2, seed: 1)
        for shape in [[], [3], [3, 64, 64], [1, 1, 1, 64, 64], [1, 4, 64, 64]] {
            #expect(throws: TensorError.self, "\(shape)") {
                try classifier.features(.zeros(shape, dtype: .uint8), .evaluation)
            }
        }
        #expect(throws: TensorError.self) { try classifier.logits(features: .zeros([2, 3]), .evaluation) }
    }

    @Test("of 64 pixels refuse another size")
    func wrongSize() throws {
        let classifier = try ImageClassifier(.cnn, classCount: 2, seed: 1)
        let error = try #require(throws: TensorError.self) {
            try classifier.features(.zeros([1, 3, 65, 64], dtype: .uint8), .evaluation)
        }
        #expect("\(error)".contains("[batch, 3, 64, 64]") && "\(error)".contains("[1, 3, 65, 64]"))
    }

    @Test("embed photos packed as they see them unpacked", arguments: Architecture.allCases)
    func packed(architecture: Architecture) throws {
        let classifier = try ImageClassifier(architecture, classCount: 2, seed: 3)
        let (side, count) = (architecture.inputSize, architecture == .cnn ? 11 : 2)
        let values = (0..<count * 3 * side * side).map { UInt8(truncatingIfNeeded: $0 / 37 * 11) }
        let pixels = try Tensor(values, shape: [count, 3, side, side])
        for inBFloat16 in [false, true] {
            let found = try classifier.embed(pixels, inBFloat16: inBFloat16)
            let expected = try withoutGradient { () throws(TensorError) in
                try classifier.features(pixels, .evaluation)
            }
            #expect(found.shape == expected.shape && found.dtype == .float32)
            for (a, b) in zip(try found.rows(), try expected.rows()) {
                #expect(cosine(a, b) > (inBFloat16 ? 0.995 : 0.99999))
            }
        }
        #expect(
            try classifier.embed(pixels.narrowed(axis: 0, to: 0..<0)).shape == [
                0, classifier.backbone.featureCount,
            ])
    }

    @Test("pack their weights again when they have changed, the moments of a batch as well")
    func repacked() throws {
        let classifier = try ImageClassifier(.cnn, classCount: 2, seed: 3)
        let values = (0..<3 * 64 * 64).map { UInt8(truncatingIfNeeded: $0 / 37 * 11) }
        let pixels = try Tensor(values, shape: [1, 3, 64, 64])
        var before = try classifier.embed(pixels).floats()
        for path in ["conv1.weight", "bn2.running_mean", "bn1.running_var"] {
            let entry = try #require(classifier.parameters.entries.first { $0.path == path })
            try withoutGradient { () throws(TensorError) in try entry.tensor.assign(entry.tensor * 2 + 0.5) }
            let after = try classifier.embed(pixels).floats()
            #expect(after != before, "\(path)")
            before = after
        }
    }

    private func cosine(_ one: [Float], _ other: [Float]) -> Float {
        func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        return dot(one, other) / (dot(one, one) * dot(other, other)).squareRoot()
    }

    @Test("start from their seed")
    func seeds() throws {
        func weights(_ seed: UInt64) throws -> [String: TensorBlob] {
            try ImageClassifier(.cnn, classCount: 2, seed: seed).parameters.weights()
        }
        #expect(try weights(1) == weights(1))
        #expect(try weights(1) != weights(2))
    }

    @Test("have stages that cover every parameter but the heads, once", arguments: Architecture.allCases)
    func stages(architecture: Architecture) throws {
        let classifier = try ImageClassifier(architecture, classCount: 2, fineClassCount: 3, seed: 1)
        let prefixes = classifier.backbone.stages.joined()
        for entry in classifier.parameters.entries {
            let owners = prefixes.count { entry.path.hasPrefix($0 + ".") }
            #expect(owners == (classifier.isHead(entry.path) ? 0 : 1), "\(entry.path)")
        }
    }

    @Test("refuse a number of classes below zero")
    func classes() {
        #expect(throws: TensorError.self) { try ImageClassifier(.cnn, classCount: -1, seed: 1) }
    }
}
