import Foundation
public import SoukCatalog
public import SoukEvaluation
import SoukRanking

extension ListingAnswers {
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
        self.init(sums.mapValues { $0.sum / Double($0.count) })
    }

    /// Answers the validation part with a listing model, which looks at all but the category. A category that
    /// the model does not know has the probability 0.
    public init(
        of model: TrainedListingModel, in workspace: Workspace, isCancelled: () -> Bool = { false }
    ) throws {
        guard model.splitSeed == SplitKind.defaultSeed else {
            throw StoredModelError.unusable(
                path: model.folder.url.path,
                reason:
                    "was trained on the split of seed \(model.splitSeed), and knows what it would be asked here",
                remedy: "Train it with the standard seed of splits.")
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
        self.init(
            Dictionary(
                zip(listings, rows).map { stored, row in
                    let column = stored.listing.category.flatMap { columns[$0] }
                    return (stored.listing.id, column.map { Double(row[$0]) } ?? 0)
                }, uniquingKeysWith: { first, _ in first }))
    }
}
