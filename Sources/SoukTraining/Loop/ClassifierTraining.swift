import Foundation
import SoukCatalog
import SoukEvaluation
import SoukInference
import SoukModels
import SoukNeural
import SoukReports
import SoukTensors

/// Trains an image classifier stage by stage; the record, checkpoints and curves lie in one folder.
///
/// The order of photos, their views and the dropout depend on the seed alone, and a checkpoint holds
/// all the rest: a run that was killed and resumed goes through the same losses as one that was not.
final class ClassifierTraining {
    let configuration: TrainingConfiguration
    let classifier: ImageClassifier
    let classes: ClassLabels
    let training, validation: PhotoSet
    let folder: URL
    let record: RunRecord
    let backboneFeatures: BackboneFeatures
    let report: (TrainingEvent) -> Void
    let isCancelled: () -> Bool
    let generator: Generator
    var progress = TrainingProgress()
    private var lastCheckpoint = ContinuousClock.now

    /// Least time between checkpoints within an epoch.
    static let checkpointInterval = Duration.seconds(20)

    /// Begins a run in an empty folder, or goes on with the one that the folder holds.
    init(
        _ configuration: TrainingConfiguration, classifier: ImageClassifier, classes: ClassLabels,
        training: PhotoSet,
        validation: PhotoSet, folder: URL, features: BackboneFeatures,
        report: @escaping (TrainingEvent) -> Void,
        isCancelled: @escaping () -> Bool
    ) throws {
        (self.configuration, self.classifier, self.classes) = (configuration, classifier, classes)
        (self.training, self.validation, self.folder) = (training, validation, folder)
        (self.report, self.isCancelled, backboneFeatures) = (report, isCancelled, features)
        generator = try Generator(seed: configuration.seed)
        let checkpoint = try Checkpoint.read(from: folder)
        record = try RunRecord.open(at: folder, resumingFromStep: checkpoint?.progress.step)
        resumed = checkpoint
        if let checkpoint { progress = checkpoint.progress }
    }

    /// Taken up by the first stage that runs.
    private var resumed: Checkpoint?

    /// Runs the stages that are left; afterwards the model holds the best weights.
    func run() throws {
        while !progress.isFinished {
            let stage = configuration.stages[progress.stage]
            let isHeadStage = stage.unfrozen == nil
            let batches = isHeadStage ? try featureBatches() : try photoBatches()
            try prepareStage(stage)
            let state = try StageState(self, stage)
            if let resumed {
                try state.restore(resumed, classifier, generator, from: folder.path)
                self.resumed = nil
            } else {
                try saveCheckpoint(state)
            }
            while progress.stageEpoch < stage.epochs, progress.epochsWithoutGain < stage.patience {
                try runEpoch(stage, state, batches)
            }
            try load(stageBestURL)
            progress.stage += 1
            (progress.stageEpoch, progress.epochsWithoutGain, progress.stageBestLoss) = (0, 0, nil)
            progress.isFinished = progress.stage == configuration.stages.count
            if progress.isFinished { try saveCheckpoint(state) }
        }
        try load(bestURL)
        try? FileManager.default.removeItem(at: stageBestURL)
    }

    private func runEpoch(_ stage: TrainingStage, _ state: StageState, _ batches: BatchMaker) throws {
        let seed = configuration.seed &+ UInt64(progress.epoch + 1) << 32
        let order = BatchOrder.shuffled(training.count, batch: batches.size, seed: seed)
        let epoch = try batches.begin(
            Array(order.dropFirst(progress.batch)), seed &+ UInt64(progress.batch) << 20)
        defer { epoch.stop() }
        let started = ContinuousClock.now
        var photosDone = 0
        for indices in order.dropFirst(progress.batch) {
            let rate = state.schedule(batchesAnEpoch: order.count).rate(
                at: state.steps(progress, order.count))
            let loss = try step(indices, try epoch.next(), state, rate)
            photosDone += indices.count
            progress.batch += 1
            progress.step += 1
            try record.log(
                step: progress.step,
                scalars: ["train/step_loss": loss, TrainingCurves.Name.learningRate: rate])
            report(
                .step(
                    stage: stage.name, epoch: progress.stageEpoch + 1, epochs: stage.epochs,
                    batch: progress.batch,
                    batches: order.count, loss: progress.lossSum / Double(max(1, progress.seen)),
                    examples: .photos,
                    perSecond: Double(photosDone) / started.duration(to: .now).seconds))
            if isCancelled() {
                try saveCheckpoint(state)
                throw CatalogError.interrupted
            }
            if isCheckpointDue { try saveCheckpoint(state) }
        }
        try finishEpoch(
            stage, state, waiting: epoch.secondsWaited / max(started.duration(to: .now).seconds, 1e-9))
    }

    /// Forward, backward, update; returns the batch's loss.
    private func step(_ indices: [Int], _ input: Tensor, _ state: StageState, _ rate: Double) throws -> Double
    {
        let device = configuration.device
        let labels = try Tensor(indices.map { Int64(training.labels[$0]) }, shape: [indices.count]).to(device)
        let fine = try Tensor(indices.map { Int64(training.fineLabels[$0]) }, shape: [indices.count]).to(
            device)
        let knowsFine = indices.contains { training.fineLabels[$0] >= 0 }
        try classifier.parameters.clearGradients()
        let (logits, fineLogits) = try forward(try input.to(device), state.stage, .training(generator))
        var loss = try logits.crossEntropy(labels, labelSmoothing: configuration.labelSmoothing)
        if let fineLogits, knowsFine {
            let second = try fineLogits.crossEntropy(fine, labelSmoothing: configuration.labelSmoothing)
            loss = try loss + second * configuration.fineWeight
        }
        try loss.backward()
        try Optimisation.clipNorm(state.optimiser.gradients(), limit: configuration.gradientLimit)
        try state.optimiser.step(rate: rate)
        try state.average?.update()

        let plain = try withoutGradient { () throws(TensorError) in try logits.crossEntropy(labels).item() }
        let correct = try logits.argmax(axis: 1).equals(labels).to(.float32).sum().item()
        progress.lossSum += plain * Double(indices.count)
        progress.correct += Int(correct)
        progress.seen += indices.count
        return try loss.item()
    }

    /// Features or pixels to float32 logits, with bfloat16 inside where the run uses it.
    func forward(
        _ input: Tensor, _ stage: TrainingStage, _ mode: Mode
    ) throws(TensorError) -> (classes: Tensor, fine: Tensor?) {
        guard stage.unfrozen != nil else { return try classifier.logits(features: input, mode) }
        let features = try withMixedPrecision(configuration.usesBFloat16, on: configuration.device) {
            () throws(TensorError) in try classifier.features(input, mode)
        }
        return try classifier.logits(features: features.to(.float32), mode)
    }

    private func finishEpoch(_ stage: TrainingStage, _ state: StageState, waiting: Double) throws {
        progress.epoch += 1
        progress.stageEpoch += 1
        let metrics = try judge(stage, state)
        let trainLoss = progress.lossSum / Double(max(1, progress.seen))
        let trainAccuracy = Double(progress.correct) / Double(max(1, progress.seen))
        let isBest = metrics.logLoss < progress.bestLoss ?? .infinity
        if isBest {
            (progress.bestLoss, progress.bestEpoch) = (metrics.logLoss, progress.epoch)
            try state.averaged { try saveWeights(bestURL) }
        }
        if metrics.logLoss < progress.stageBestLoss ?? .infinity {
            (progress.stageBestLoss, progress.epochsWithoutGain) = (metrics.logLoss, 0)
            try state.averaged { try saveWeights(stageBestURL) }
        } else {
            progress.epochsWithoutGain += 1
        }
        try record.logEpoch(
            progress.epoch, step: progress.step,
            scalars: [
                "train/loss": trainLoss, "train/accuracy": trainAccuracy, "validation/loss": metrics.logLoss,
                "validation/accuracy": metrics.accuracy, "loader/waiting_share": waiting,
                "stage": Double(progress.stage),
            ])
        (progress.batch, progress.lossSum, progress.correct, progress.seen) = (0, 0, 0, 0)
        // An epoch on cached features takes less time than writing it down.
        if stage.unfrozen != nil || isCheckpointDue { try saveCheckpoint(state) }
        report(
            .epoch(
                stage: stage.name, epoch: progress.epoch, trainLoss: trainLoss, trainAccuracy: trainAccuracy,
                validationLoss: metrics.logLoss, validationAccuracy: metrics.accuracy, isBest: isBest,
                waitingShare: waiting))
    }

    /// Metrics on the validation photos, with averaged weights and without augmentation.
    private func judge(_ stage: TrainingStage, _ state: StageState) throws -> ClassificationMetrics {
        let logits = try state.averaged {
            stage.unfrozen == nil
                ? try headLogits()
                : try PhotoScorer(classifier, configuration).logits(
                    of: validation, progress: { report(.judging(done: $0, of: $1)) }, isCancelled: isCancelled
                )
        }
        return try ClassificationMetrics(
            probabilities: TemperatureScaling.none.apply(logits: logits), labels: validation.labels,
            classes: classes.names)
    }

    private func saveCheckpoint(_ state: StageState) throws {
        try Checkpoint(
            progress: progress, model: classifier.parameters.weights(), optimiser: state.optimiser.state(),
            average: state.average?.state() ?? [:], generator: generator.state().blob()
        ).write(to: folder)
        lastCheckpoint = .now
    }

    private var isCheckpointDue: Bool { lastCheckpoint.duration(to: .now) > Self.checkpointInterval }

    private var bestURL: URL { folder.appendingPathComponent("best.safetensors") }
    /// What the next stage starts from.
    private var stageBestURL: URL { folder.appendingPathComponent("stage.safetensors") }

    private func saveWeights(_ url: URL) throws {
        try Safetensors.write(
            classifier.parameters.weights(),
            metadata: ["architecture": configuration.architecture.rawValue, "epoch": "\(progress.epoch)"],
            to: url)
    }

    private func load(_ url: URL) throws {
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        try classifier.parameters.load(Safetensors.read(url).tensors, from: url.path)
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
