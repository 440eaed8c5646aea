import Foundation
public import SoukCatalog
public import SoukEvaluation

/// All about a finished listing model, for the terminal and for programs.
public struct ListingModelSheet: Sendable, Encodable {
    public var name: String
    public var version: Int
    public var architecture = "listing"
    public var identity: String
    public var dimensions: Int
    public var seed: UInt64
    public var classes: [String]
    public var trainingListings: Int
    public var epochs: Int
    public var bestEpoch: Int
    public var validationLoss: Double
    public var validationAccuracy: Double
    public var temperature: Double
    public var threshold: AbstentionThreshold
    public var seconds: Double
    public var path: String

    enum CodingKeys: String, CodingKey {
        case name, version, architecture, identity, dimensions, seed, classes, epochs, temperature, threshold,
            seconds, path
        case trainingListings = "training_listings"
        case bestEpoch = "best_epoch"
        case validationLoss = "validation_loss"
        case validationAccuracy = "validation_accuracy"
    }

    public init(_ folder: ModelFolder) throws(StoredModelError) {
        let model = try folder.listingModelFile()
        (name, version, path) = (folder.name, folder.version, folder.url.path)
        identity = folder.listingIdentity ?? ""
        (dimensions, seed) = (model.model.dimensions, model.configuration.seed)
        (classes, trainingListings) = (model.categories.classes, model.trainingCounts.reduce(0, +))
        (epochs, bestEpoch) = (model.epochs, model.bestEpoch)
        (validationLoss, validationAccuracy) = (model.validationLoss, model.validationAccuracy)
        (temperature, threshold, seconds) = (model.temperature, model.threshold, folder.trainingSeconds)
    }

    public var text: String {
        let rows = [
            ("architecture", "\(architecture), vectors of \(dimensions) numbers"),
            ("categories", "\(classes.count)"),
            ("training listings", "\(Figures.grouped(trainingListings)), seed \(seed)"),
            ("epochs", "\(epochs), the best one was \(bestEpoch)"),
            ("trained in", "\(Figures.decimal(seconds, places: 0)) s"),
            ("validation log-loss", Figures.decimal(validationLoss, places: 3)),
            ("validation accuracy", Figures.percent(validationAccuracy)),
            ("temperature", Figures.decimal(temperature, places: 2)), ("confidence", "\(threshold)"),
            ("identity", "SHA-256 \(identity.prefix(16))…"), ("folder", path),
        ]
        let width = rows.map(\.0.count).max() ?? 0
        let lines = rows.map { "  \($0.0.padding(toLength: width, withPad: " ", startingAt: 0))  \($0.1)" }
        return (["\(name)/\(version)"] + lines).joined(separator: "\n")
    }
}
