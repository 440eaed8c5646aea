import SoukModels
import SoukNeural
import SoukTensors
import Testing

@Suite("Networks give the reference's numbers")
struct ParityTests {
    @Test("and have its parameters, by path and shape", arguments: Architecture.allCases)
    func parameters(architecture: Architecture) throws {
        let classifier = try ImageClassifier(architecture, classCount: 10, seed: 1)
        let shapes = classifier.parameters.entries.map { ($0.path, $0.tensor.shape) }
        let expected = try #require(try Reference.parameters()[architecture.rawValue])
        #expect(Dictionary(uniqueKeysWithValues: shapes) == expected)
    }

    /// Sizes for which the paddings come out uneven.
    static let sizes = [
        (Architecture.cnn, 64, 64), (.resnet18, 71, 64), (.resnet50, 64, 71), (.efficientnetLite0, 75, 64),
        (.efficientnetLite2, 64, 78),
    ]

    @Test("with formula weights on formula photos", arguments: sizes)
    func outputs(architecture: Architecture, height: Int, width: Int) throws {
        let classifier = try Noise.classifier(architecture)
        let photos = try Noise.photos(2, height: height, width: width)
        let (features, logits) = try withoutGradient { () throws(TensorError) in
            let features = try classifier.features(photos, .evaluation)
            return (features, try classifier.logits(features: features, .evaluation))
        }
        try expectEqual(features, Reference.tensor("\(architecture.rawValue).features"))
        try expectEqual(logits.classes, Reference.tensor("\(architecture.rawValue).logits"))
        #expect(logits.fine == nil)
    }

    @Test("in one backward pass of ResNet-18")
    func gradients() throws {
        let classifier = try Noise.classifier(.resnet18)
        let mode = Mode.training(try Generator(seed: 1))
        let features = try classifier.features(Noise.photos(4, height: 64, width: 64), mode)
        let labels = try Tensor([1, 3, 5, 7] as [Int64], shape: [4])
        let loss = try classifier.logits(features: features, mode).classes.crossEntropy(
            labels, labelSmoothing: 0.1)
        try loss.backward()
        try expectEqual(loss, Reference.tensor("gradient.loss"))

        var gradients: [Tensor] = []
        for entry in classifier.parameters.entries {
            if entry.isBuffer {
                guard entry.path.hasPrefix("bn1.") else { continue }
                try expectEqual(
                    entry.tensor, Reference.tensor("gradient.\(entry.path)"), within: 1e-4, entry.path)
                continue
            }
            let gradient = try #require(try entry.tensor.gradient(), "\(entry.path)")
            gradients.append(gradient)
            let norm = try (gradient * gradient).sum().squareRoot()
            try expectEqual(norm, Reference.tensor("gradient.\(entry.path)"), within: 2e-3, entry.path)
        }
        let norm = try Optimisation.clipNorm(gradients, limit: .infinity)
        let expected = try Reference.tensor("gradient.norm").item()
        #expect(abs(norm / expected - 1) < 1e-3)
    }
}
