import Foundation
public import SoukCatalog

/// One version of a model in a few words.
public struct ModelCard: Sendable, Encodable {
    public var name: String
    public var version: Int
    /// That of a classifier, `listing` or `ranking`.
    public var architecture: String?
    public var isFinished: Bool
    public var epochs: Int?
    public var validationLoss: Double?
    public var validationAccuracy: Double?
    public var path: String

    enum CodingKeys: String, CodingKey {
        case name, version, architecture, epochs, path
        case isFinished = "finished"
        case validationLoss = "validation_loss"
        case validationAccuracy = "validation_accuracy"
    }

    public init(_ folder: ModelFolder) {
        (name, version, path) = (folder.name, folder.version, folder.url.path)
        if let listing = try? folder.listingModelFile() {
            (isFinished, epochs, architecture) = (true, listing.epochs, "listing")
            if listing.categories.areSeveral {
                (validationLoss, validationAccuracy) = (listing.validationLoss, listing.validationAccuracy)
            }
            return
        }
        if folder.isRanking {
            (isFinished, architecture) = (true, "ranking")
            return
        }
        let description = try? folder.classifierFile()
        (isFinished, epochs) = (description != nil, description?.epochs)
        architecture = description?.configuration.architecture
        (validationLoss, validationAccuracy) = (description?.validationLoss, description?.validationAccuracy)
    }

    /// A table for the terminal.
    public static func text(_ cards: [ModelCard]) -> String {
        ReportTable(
            caption: "Models",
            columns: [.init(title: "model"), .init(title: "architecture")]
                + ["epochs", "validation log-loss", "accuracy"].map { .init(title: $0, isNumber: true) },
            rows: cards.map { card in
                .init(cells: [
                    "\(card.name)/\(card.version)", card.architecture ?? "not finished",
                    card.epochs.map(String.init) ?? "-",
                    card.validationLoss.map { Figures.decimal($0, places: 3) } ?? "-",
                    card.validationAccuracy.map { Figures.percent($0) } ?? "-",
                ])
            }
        ).text
    }
}
