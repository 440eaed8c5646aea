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
