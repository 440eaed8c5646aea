import SoukModels
import SoukTensors

/// All listings whose categories may be learned, those of training and those of validation, each in a fold.
struct KnownListings: Sendable {
    let features: ListingFeatures
    /// The class of each, from 0.
    let classes: [Int64]
    let folds: ListingFolds

    /// How many folds there are for what learns within seconds.
    static let foldCount = 5

    /// - Parameter folds: of the training listings and, behind them, those of validation. Whoever has no class is
    ///   left out here.
    init(_ data: ListingTrainingData, _ folds: ListingFolds) throws(TensorError) {
        let all = data.labels.classes + data.validationLabels.classes
        let kept = all.indices.filter { all[$0] >= 0 }
        features = try data.training.appending(data.validation).subset(kept)
        classes = kept.map { all[$0] }
        self.folds = ListingFolds(keys: kept.map { folds.keys[$0] }, seed: folds.seed)
    }
}
