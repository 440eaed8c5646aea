import Foundation
public import SoukCatalog
public import SoukEvaluation

/// All about a finished model, for the terminal and for programs.
public struct ModelSheet: Sendable, Encodable {
    public var name: String
    public var version: Int
    public var architecture: String
    public var split: SplitKind
    public var seed: UInt64
    public var weightsHash: String
    public var pretrained: String?
    public var classes: [String]
    public var trainingPhotos: Int
    public var epochs: Int
    public var bestEpoch: Int
    public var validationLoss: Double
    public var validationAccuracy: Double
    public var temperature: Double
    public var threshold: AbstentionThreshold
    public var path: String
    /// The curves' files.
    public var curves: [String]

    enum CodingKeys: String, CodingKey {
        case name, version, architecture, split, seed, pretrained, classes, epochs, temperature, threshold,
            path, curves
        case weightsHash = "weights_hash"
        case trainingPhotos = "training_photos"
        case bestEpoch = "best_epoch"
        case validationLoss = "validation_loss"
        case validationAccuracy = "validation_accuracy"
    }

    public init(_ folder: ModelFolder) throws(StoredModelError) {
        let description = try folder.classifierFile()
        let configuration = description.configuration
        (name, version, path) = (folder.name, folder.version, folder.url.path)
        (architecture, split, seed) = (
            configuration.architecture, configuration.split, configuration.seed
        )
        (weightsHash, pretrained) = (description.weightsHash, configuration.pretrained)
        (classes, trainingPhotos) = (description.classes.names, description.trainingPhotos)
        (epochs, bestEpoch) = (description.epochs, description.bestEpoch)
        (validationLoss, validationAccuracy) = (description.validationLoss, description.validationAccuracy)
        (temperature, threshold) = (description.temperature, description.threshold)
        curves = ["loss.svg", "loss.png", "accuracy.svg", "accuracy.png"]
            .map { folder.url.appendingPathComponent($0).path }
            .filter { FileManager.default.fileExists(atPath: $0) }
    }

    public var text: String {
        let rows =
            [
                ("architecture", architecture), ("categories", "\(classes.count)"),
                (
                    "training photos",
                    "\(Figures.grouped(trainingPhotos)), split by \(split.rawValue), seed \(seed)"
                ),
                ("epochs", "\(epochs), the best one was \(bestEpoch)"),
                ("validation log-loss", Figures.decimal(validationLoss, places: 3)),
                ("validation accuracy", Figures.percent(validationAccuracy)),
                ("temperature", Figures.decimal(temperature, places: 2)), ("confidence", "\(threshold)"),
                ("weights", "SHA-256 \(weightsHash.prefix(16))…"), ("folder", path),
            ] + curves.map { ("curve", $0) }
        let width = rows.map(\.0.count).max() ?? 0
        let lines = rows.map { "  \($0.0.padding(toLength: width, withPad: " ", startingAt: 0))  \($0.1)" }
        return (["\(name)/\(version)"] + lines).joined(separator: "\n")
    }
}
