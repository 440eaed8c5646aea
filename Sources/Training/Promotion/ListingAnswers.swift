import Catalog

/// What a classifier says of each held-out listing: the probability that it gives to the listing's category.
public struct ListingAnswers: Sendable {
    /// What is compared.
    public static let figure = "probability of the right category, by listing"

    private let probabilities: [String: Double]

    /// Answers the test part of the split that the model was trained with.
    public init(
        of model: TrainedClassifier, in workspace: Workspace, progress: (Int, Int) -> Void = { _, _ in },
        isCancelled: () -> Bool = { false }
    ) throws {
        let known = Set(model.classes)
        let photos = try workspace.labelledPhotos(.test, of: model.description.configuration.split)
            .filter { known.contains($0.category) }
        let set = try PhotoSet(photos: photos, classes: model.description.classes, folders: workspace.photos)
        let rows = try model.probabilities(of: set, progress: progress, isCancelled: isCancelled)
        var sums: [String: (sum: Double, count: Int)] = [:]
        for ((photo, label), row) in zip(zip(set.photos, set.labels), rows) {
            let before = sums[photo.listingID] ?? (0, 0)
            sums[photo.listingID] = (before.sum + Double(row[label]), before.count + 1)
        }
        probabilities = sums.mapValues { $0.sum / Double($0.count) }
    }

    public init(_ probabilities: [String: Double]) { self.probabilities = probabilities }

    public var listings: [String] { probabilities.keys.sorted() }

    /// The listings that both have answered, sorted.
    ///
    /// - Throws: `TrainingError.predictions` when there is none.
    public func common(with other: ListingAnswers) throws(TrainingError) -> [String] {
        let common = listings.filter { other.probabilities[$0] != nil }
        guard !common.isEmpty else {
            throw .predictions(
                reason: "The two models have no held-out listing in common",
                remedy: "Compare models that were trained in this workspace with the same split.")
        }
        return common
    }

    public func figures(of listings: [String]) -> QueryFigures {
        QueryFigures(listings.map { probabilities[$0] ?? 0 })
    }
}
