import SoukInference
import SoukModels
import SoukNeural
import SoukTensors

/// Where a stage's batches come from: cached features, or photos decoded on the way.
struct BatchMaker {
    let size: Int
    /// Starts an epoch over batches of places in the training set.
    let begin: (_ batches: [[Int]], _ seed: UInt64) throws -> EpochBatches
}

/// The batches of one epoch, in order.
struct EpochBatches {
    let next: () throws -> Tensor
    let stop: () -> Void
    private let waited: () -> Double

    /// Seconds that training has waited for batches.
    var secondsWaited: Double { waited() }

    init(
        next: @escaping () throws -> Tensor, stop: @escaping () -> Void = {},
        waited: @escaping () -> Double = { 0 }
    ) {
        (self.next, self.stop, self.waited) = (next, stop, waited)
    }
}

extension ClassifierTraining {
    func photoBatches() throws -> BatchMaker {
        BatchMaker(size: min(configuration.batch, training.count)) { [self] batches, seed in
            let loader = BatchLoader(
                training, batches: batches, pixels: configuration.trainingPixels,
                augmentation: configuration.augmentation, seed: seed)
            return EpochBatches(
                next: {
                    guard let batch = try loader.next() else {
                        throw TensorError.torch(operation: "loader", message: "ended before its epoch")
                    }
                    return batch.pixels
                }, stop: loader.stop, waited: { loader.secondsWaited })
        }
    }

    /// Batches of the frozen backbone's features, which are computed once.
    func featureBatches() throws -> BatchMaker {
        let features = try backboneFeatures.of(training, report: report, isCancelled: isCancelled)
        return BatchMaker(size: min(256, training.count)) { batches, _ in
            var left = batches.makeIterator()
            return EpochBatches(next: {
                let indices = left.next() ?? []
                return try features.selecting(Tensor(indices.map(Int64.init), shape: [indices.count]))
            })
        }
    }

    /// Logits of the validation photos from cached features, with the present last layer.
    func headLogits() throws -> [[Float]] {
        let features = try backboneFeatures.of(validation, report: report, isCancelled: isCancelled)
        let logits = try withoutGradient { () throws(TensorError) in
            try classifier.logits(features: features.to(configuration.device), .evaluation).classes
        }
        return try logits.rows()
    }

    /// Makes the stage's layers trainable and freezes the others.
    func prepareStage(_ stage: TrainingStage) throws {
        let frozen = classifier.backbone.stages.dropLast(
            min(stage.unfrozen ?? 0, classifier.backbone.stages.count)
        )
        .joined().map { $0 + "." }
        let keepsDepthwise = configuration.keepsDepthwise && configuration.architecture.isPretrained
        try classifier.parameters.train { path in
            !frozen.contains { path.hasPrefix($0) } && !(keepsDepthwise && path.contains("_depthwise_conv"))
        }
    }
}
