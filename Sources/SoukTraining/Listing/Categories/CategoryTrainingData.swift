import SoukInference
import SoukModels
import SoukTensors

/// What one classifier of categories learns from, and what it is judged by.
struct CategoryTrainingData: Sendable {
    let training, validation: ListingFeatures
    let labels, validationLabels: ListingLabels
    let names: CategoryNames
}

extension CategoryTrainingData {
    /// The training listings, and validation apart.
    init(_ data: ListingTrainingData) {
        (training, validation, names) = (data.training, data.validation, data.names)
        (labels, validationLabels) = (data.labels, data.validationLabels)
    }

    /// The training listings with all folds of validation but one, and that one to be judged by.
    init(
        _ data: ListingTrainingData, without fold: Int, of count: Int, _ holdout: ListingFolds
    ) throws(TensorError) {
        guard count > 1 else {
            self.init(data)
            return
        }
        let folds = holdout.folds(count)
        let (learned, judged) = (
            folds.indices.filter { folds[$0] != fold }, folds.indices.filter { folds[$0] == fold }
        )
        self.init(
            training: try data.training.appending(data.validation.subset(learned)),
            validation: try data.validation.subset(judged),
            labels: data.labels.appending(data.validationLabels.subset(learned)),
            validationLabels: data.validationLabels.subset(judged), names: data.names)
    }
}
