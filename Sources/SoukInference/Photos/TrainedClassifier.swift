import Foundation
public import SoukCatalog
package import SoukEvaluation
import SoukModels
import SoukNeural
public import SoukTensors

/// A finished classifier, ready to judge photos as validation judged them.
public struct TrainedClassifier {
    public let folder: ModelFolder
    public let description: ModelDescription
    package let scorer: PhotoScorer

    /// Loads the weights after checking that they are the ones that the description was written for.
    ///
    /// - Parameters:
    ///   - folder: A finished version of a photo classifier.
    ///   - device: Where it runs, wherever it was trained.
    public init(_ folder: ModelFolder, device: Device = .cpu) throws {
        let description = try folder.description()
        let found = try Checksum.sha256(of: folder.weightsURL)
        guard found == description.weightsHash else {
            throw StoredModelError.unusable(
                path: folder.weightsURL.path,
                reason:
                    "the weights have SHA-256 \(found.prefix(12))…, expected \(description.weightsHash.prefix(12))…",
                remedy: "The file was changed or damaged: train the model again, or restore it.")
        }
        var configuration = description.configuration
        configuration.device = try device.checked()
        let classifier = try ImageClassifier(
            configuration.architecture, classCount: description.classes.names.count,
            fineClassCount: configuration.fineWeight > 0 ? description.classes.fineNames.count : 0,
            dropout: configuration.dropout, seed: configuration.seed, device: device)
        try classifier.parameters.load(
            Safetensors.read(folder.weightsURL).tensors, from: folder.weightsURL.path)
        (self.folder, self.description) = (folder, description)
        scorer = PhotoScorer(classifier, configuration)
    }

    /// `cnn/2`.
    public var reference: String { "\(folder.name)/\(folder.version)" }

    /// The categories it knows, sorted.
    public var classes: [String] { description.classes.names }

    package var scaling: TemperatureScaling { TemperatureScaling(temperature: description.temperature) }

    /// Calibrated probabilities `[photos][classes]`, in the set's order.
    package func probabilities(
        of photos: PhotoSet, progress: (Int, Int) -> Void, isCancelled: () -> Bool
    ) throws -> [[Float]] {
        scaling.apply(logits: try scorer.logits(of: photos, progress: progress, isCancelled: isCancelled))
    }

    /// Calibrated probabilities `[batch][classes]` of pixels `[batch, 3, size, size]`, uint8.
    package func probabilities(of pixels: Tensor) throws -> [[Float]] {
        scaling.apply(logits: try scorer.logits(of: pixels).rows())
    }
}

extension ModelDescription {
    /// Labels with the frequencies of the training photos.
    package var trainingLabels: [Int] {
        prior.enumerated().flatMap { label, share in
            [Int](repeating: label, count: Int((share * Double(trainingPhotos)).rounded()))
        }
    }
}
