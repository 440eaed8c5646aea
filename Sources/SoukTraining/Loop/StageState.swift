import SoukInference
import SoukModels
import SoukNeural
import SoukTensors

/// Optimiser, averaged weights and schedule of one stage.
final class StageState {
    let stage: TrainingStage
    let optimiser: AdamW
    let average: MovingAverage?

    /// Trains what the model has set trainable.
    init(_ run: ClassifierTraining, _ stage: TrainingStage) throws(TensorError) {
        self.stage = stage
        let (classifier, configuration) = (run.classifier, run.configuration)
        let trainable = classifier.parameters.trainable
        let decay = configuration.weightDecay
        optimiser = try AdamW(
            ParameterGroup.decayingMatrices(
                trainable.filter { classifier.isHead($0.path) }, weightDecay: decay)
                + ParameterGroup.decayingMatrices(
                    trainable.filter { !classifier.isHead($0.path) }, rateScale: stage.backboneScale,
                    weightDecay: decay))
        average =
            configuration.averageDecay > 0
            ? try MovingAverage(of: classifier.parameters, decay: configuration.averageDecay) : nil
    }

    /// Half an epoch of warm-up, then half a cosine over the stage.
    func schedule(batchesAnEpoch: Int) -> Schedule {
        .cosine(
            peak: stage.rate, floor: stage.rate / 100, warmUp: max(1, batchesAnEpoch / 2),
            steps: stage.epochs * batchesAnEpoch)
    }

    /// Steps of this stage so far.
    func steps(_ progress: TrainingProgress, _ batchesAnEpoch: Int) -> Int {
        progress.stageEpoch * batchesAnEpoch + progress.batch
    }

    /// Runs `body` with the averaged weights in the model.
    func averaged<Result>(_ body: () throws -> Result) throws -> Result {
        guard let average else { return try body() }
        return try average.applied(body)
    }

    func restore(
        _ checkpoint: Checkpoint, _ classifier: ImageClassifier, _ generator: Generator, from source: String
    ) throws {
        try classifier.parameters.load(checkpoint.model, from: source)
        try optimiser.restore(checkpoint.optimiser, from: source)
        try average?.restore(checkpoint.average, from: source)
        try generator.restore(Tensor(checkpoint.generator))
    }
}
