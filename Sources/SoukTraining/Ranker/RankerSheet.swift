import Foundation
import SoukCatalog

/// All about a finished ranker, for the terminal and for programs.
public struct RankerSheet: Sendable, Encodable {
    public var name: String
    public var version: Int
    public var architecture = "ranker"
    public var identity: String
    public var seed: UInt64
    public var trainingQueries: Int
    public var trainingPairs: Int
    public var steps: Int
    public var epochs: Int
    public var validationLoss: Double
    public var seconds: Double
    public var path: String

    enum CodingKeys: String, CodingKey {
        case name, version, architecture, identity, seed, steps, epochs, seconds, path
        case trainingQueries = "training_queries"
        case trainingPairs = "training_pairs"
        case validationLoss = "validation_loss"
    }

    public init(_ folder: ModelFolder) throws(StoredModelError) {
        let model = try folder.rankerDescription()
        (name, version, path) = (folder.name, folder.version, folder.url.path)
        (identity, seed) = (model.weightsHash, model.configuration.seed)
        (trainingQueries, trainingPairs) = (model.trainingQueries, model.trainingPairs)
        (steps, epochs, validationLoss) = (model.steps, model.epochs, model.validationLoss)
        seconds = folder.trainingSeconds
    }

    public var text: String {
        let rows = [
            ("architecture", "\(architecture): reads query and title together"),
            ("judged queries", "\(Figures.grouped(trainingQueries)), seed \(seed)"),
            ("judged pairs", Figures.grouped(trainingPairs)),
            ("epochs", "\(epochs), \(Figures.grouped(steps)) steps"),
            ("trained in", "\(Figures.decimal(seconds, places: 0)) s"),
            ("validation loss", Figures.decimal(validationLoss, places: 3)),
            ("identity", "SHA-256 \(identity.prefix(16))…"), ("folder", path),
        ]
        let width = rows.map(\.0.count).max() ?? 0
        let lines = rows.map { "  \($0.0.padding(toLength: width, withPad: " ", startingAt: 0))  \($0.1)" }
        return (["\(name)/\(version)"] + lines).joined(separator: "\n")
    }
}
