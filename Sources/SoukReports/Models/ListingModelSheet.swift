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
    /// Of categories; nil for a model that was trained without any.
    public var validationLoss: Double?
    public var validationAccuracy: Double?
    /// How often a validation listing's title finds it, shown without title, among the first ten: 0 to 1.
    public var titleRecall: Double?
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
        case titleRecall = "title_recall_at_10"
    }

    public init(_ folder: ModelFolder) throws(StoredModelError) {
        let model = try folder.listingModelFile()
        (name, version, path) = (folder.name, folder.version, folder.url.path)
        identity = folder.listingIdentity ?? ""
        (dimensions, seed) = (model.model.dimensions, model.configuration.seed)
        (trainingListings, titleRecall) = (model.trainingCounts.reduce(0, +), model.titleRecall)
        classes = model.categories.areSeveral ? model.categories.classes : []
        (epochs, bestEpoch) = (model.epochs, model.bestEpoch)
        if model.categories.areSeveral {
            (validationLoss, validationAccuracy) = (model.validationLoss, model.validationAccuracy)
        }
        (temperature, threshold, seconds) = (model.temperature, model.threshold, folder.trainingSeconds)
    }

    public var text: String {
        let named = [
            ("validation log-loss", validationLoss.map { Figures.decimal($0, places: 3) } ?? "-"),
            ("validation accuracy", validationAccuracy.map { Figures.percent($0) } ?? "-"),
            ("temperature", Figures.decimal(temperature, places: 2)), ("confidence", "\(threshold)"),
        ]
        let rows =
            [
                ("architecture", "\(architecture), vectors of \(dimensions) numbers"),
                ("categories", classes.isEmpty ? "none" : "\(classes.count)"),
                ("training listings", "\(Figures.grouped(trainingListings)), seed \(seed)"),
                ("epochs", "\(epochs), the best one was \(bestEpoch)"),
                ("trained in", "\(Figures.decimal(seconds, places: 0)) s"),
                (
                    "titles that find their listing",
                    titleRecall.map { "\(Figures.percent($0)) among the first ten" } ?? "-"
                ),
            ] + (classes.isEmpty ? [] : named)
            + [("identity", "SHA-256 \(identity.prefix(16))…"), ("folder", path)]
        let width = rows.map(\.0.count).max() ?? 0
        let lines = rows.map { "  \($0.0.padding(toLength: width, withPad: " ", startingAt: 0))  \($0.1)" }
        return (["\(name)/\(version)"] + lines).joined(separator: "\n")
    }
}
