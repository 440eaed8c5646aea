import SoukCatalog

/// What a model says of each held-out listing: the probability that it gives to the listing's category.
public struct ListingAnswers: Sendable {
    /// What is compared.
    public static let figure = "probability of the right category, by listing"

    private let probabilities: [String: Double]

    public init(_ probabilities: [String: Double]) { self.probabilities = probabilities }

    /// Answers held-out listings with a model of either kind: a photo classifier those of the test part of its
    /// split, a listing model those of the validation part.
    ///
    /// - Parameter progress: done, of how many.
    public init(
        _ folder: ModelFolder, in workspace: Workspace, progress: @escaping (Int, Int) -> Void = { _, _ in },
        isCancelled: () -> Bool = { false }
    ) throws {
        if folder.isListing {
            try self.init(
                of: TrainedListingModel(folder, cache: workspace.root), in: workspace,
                isCancelled: isCancelled)
        } else {
            try self.init(
                of: TrainedClassifier(folder), in: workspace, progress: progress, isCancelled: isCancelled)
        }
    }

    /// Answers the test part of the split that the classifier was trained with.
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

    /// Answers the validation part with a listing model, which looks at all but the category. A category that
    /// the model does not know has the probability 0.
    public init(
        of model: TrainedListingModel, in workspace: Workspace, isCancelled: () -> Bool = { false }
    ) throws {
        guard model.splitSeed == SplitKind.defaultSeed else {
            throw TrainingError.model(
                path: model.folder.url.path,
                reason:
                    "was trained on the split of seed \(model.splitSeed), and knows what it would be asked here",
                remedy: "Train it without --split-seed.")
        }
        let listings = try workspace.labelledListings(.validation)
        let contents = try ListingContents(of: workspace)
        let features = try model.features(
            listings.map { contents.content(of: $0.listing) }, isCancelled: isCancelled)
        // The model has learned from validation, too.
        let folds = ListingFolds(listings, seed: model.description.configuration.seed)
        let rows = listings.isEmpty ? [] : try model.probabilities(of: features, unseen: folds)
        let classes = model.description.categories.classes
        let columns = Dictionary(zip(classes, classes.indices), uniquingKeysWith: { first, _ in first })
        probabilities = Dictionary(
            zip(listings, rows).map { stored, row in
                let column = stored.listing.category.flatMap { columns[$0] }
                return (stored.listing.id, column.map { Double(row[$0]) } ?? 0)
            }, uniquingKeysWith: { first, _ in first })
    }

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

extension QualityGate {
    /// Weighs the answers of two models on the listings that both answered.
    public func judge(
        _ new: ListingAnswers, against old: ListingAnswers?
    ) throws(TrainingError) -> GateVerdict {
        guard let old else {
            return try judge(figure: ListingAnswers.figure, old: nil, new: new.figures(of: new.listings))
        }
        let common = try new.common(with: old)
        return try judge(
            figure: ListingAnswers.figure, old: old.figures(of: common), new: new.figures(of: common))
    }
}
