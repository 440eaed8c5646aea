import SoukInference
import SoukTensors

extension KnownListings {
    /// - Parameter folds: of the training listings and, behind them, those of validation. Whoever has no class is
    ///   left out here.
    init(_ data: ListingTrainingData, _ folds: ListingFolds) throws(TensorError) {
        let all = data.labels.classes + data.validationLabels.classes
        let kept = all.indices.filter { all[$0] >= 0 }
        self.init(
            features: try data.training.appending(data.validation).subset(kept),
            classes: kept.map { all[$0] },
            folds: ListingFolds(keys: kept.map { folds.keys[$0] }, seed: folds.seed))
    }
}
