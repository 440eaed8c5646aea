import Foundation
public import SoukCatalog
public import SoukEvaluation
import SoukModels
import SoukTensors

/// `model.json`: what a trained classifier is, and how its outputs become an answer.
public struct ModelDescription: Codable, Sendable {
    public var name: String
    public var version: Int
    public var configuration: TrainingConfiguration
    public var classes: ClassLabels
    /// SHA-256 of `best.safetensors`: the model's identity in indexes and caches.
    public var weightsHash: String
    /// Divides the logits; fitted on validation (Guo et al. 2017).
    public var temperature: Double
    /// Probability from which on an answer is given; nil where validation found none that is good enough.
    public var threshold: AbstentionThreshold
    /// Share of each class in the training photos.
    public var prior: [Double]
    public var trainingPhotos: Int
    public var validationLoss: Double
    public var validationAccuracy: Double
    public var epochs: Int
    public var bestEpoch: Int

    package init(
        name: String, version: Int, configuration: TrainingConfiguration, classes: ClassLabels,
        weightsHash: String, temperature: Double, threshold: AbstentionThreshold, prior: [Double],
        trainingPhotos: Int, validationLoss: Double, validationAccuracy: Double, epochs: Int, bestEpoch: Int
    ) {
        self.name = name
        self.version = version
        self.configuration = configuration
        self.classes = classes
        self.weightsHash = weightsHash
        self.temperature = temperature
        self.threshold = threshold
        self.prior = prior
        self.trainingPhotos = trainingPhotos
        self.validationLoss = validationLoss
        self.validationAccuracy = validationAccuracy
        self.epochs = epochs
        self.bestEpoch = bestEpoch
    }
}

extension ModelFolder {
    /// What a finished classifier is.
    public func description() throws(StoredModelError) -> ModelDescription {
        do {
            return try JSONDecoder().decode(ModelDescription.self, from: Data(contentsOf: descriptionURL))
        } catch {
            throw .unusable(
                path: descriptionURL.path, reason: "cannot be read: \(error)",
                remedy: "Train the model again.")
        }
    }
}
