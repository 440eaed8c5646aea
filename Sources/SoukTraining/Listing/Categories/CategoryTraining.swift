import Foundation
import SoukCatalog
import SoukEvaluation
import SoukInference
import SoukModels
import SoukNeural
import SoukReports
import SoukTensors

/// Trains a network for categories together with its sentence encoder, on the texts themselves.
///
/// All that is drawn depends on seed and step, and a checkpoint, written every minute, holds the rest: a run
/// that was stopped in the middle of an epoch goes through the same losses as one that was not.
final class CategoryTraining {
    /// Least time between checkpoints within an epoch; Ctrl-C writes one at once.
    static let checkpointInterval = Duration.seconds(60)

    let configuration: CategoryTrainingConfiguration
    let seed: UInt64
    let expert: CategoryExpert
    let data: CategoryTrainingData
    let folder: URL
    var progress = TrainingProgress()
    private let stage: String
    private let report: (TrainingEvent) -> Void
    private let isCancelled: () -> Bool
    private let generator: Generator
    private let optimiser: AdamW
    /// Titles and descriptions of the training listings.
    private let tokens: [ListingTokens]
    private let lowerLayers: LowerLayers
    private let encoderEntries: [ParameterStore.Entry]
    private let record: RunRecord
    private var lastCheckpoint = ContinuousClock.now

    /// Begins a run in an empty folder, or goes on with the one that the folder holds.
    init(
        _ configuration: CategoryTrainingConfiguration, stage: String = "categories", seed: UInt64,
        expert: CategoryExpert,
        data: CategoryTrainingData, folder: URL, report: @escaping (TrainingEvent) -> Void,
        isCancelled: @escaping () -> Bool
    ) throws {
        (self.configuration, self.stage, self.seed, self.expert) = (configuration, stage, seed, expert)
        (self.data, self.folder, self.report, self.isCancelled) = (data, folder, report, isCancelled)
        generator = try Generator(seed: seed)
        lowerLayers = try expert.encoder.lowerLayers(expert.frozenLayers)
        tokens = data.training.texts.map { ListingTokens($0, expert.encoder.tokenizer) }
        try expert.encoder.parameters.train(only: expert.isTrained)
        encoderEntries = expert.encoder.parameters.trainable
        optimiser = try AdamW(
            ParameterGroup.decayingMatrices(
                expert.network.parameters.trainable, weightDecay: configuration.weightDecay)
                + ParameterGroup.decayingMatrices(
                    encoderEntries, rateScale: configuration.encoderRate / configuration.rate,
                    weightDecay: configuration.encoderWeightDecay))
        let checkpoint = try Checkpoint.read(from: folder)
        record = try RunRecord.open(at: folder, resumingFromStep: checkpoint?.progress.step)
        guard let checkpoint else { return }
        progress = checkpoint.progress
        try expert.load(checkpoint.model, from: folder.path)
        try optimiser.restore(checkpoint.optimiser, from: folder.path)
        try generator.restore(Tensor(checkpoint.generator))
    }

    /// Runs the epochs that are left; afterwards the expert holds the weights that judged validation best.
    func run() throws {
        if progress.step == 0 { try saveCheckpoint() }
        while progress.epoch < configuration.epochs { try runEpoch() }
        try expert.load(Safetensors.read(bestURL).tensors, from: bestURL.path)
    }

    private var bestURL: URL { folder.appendingPathComponent(ModelFolder.weightsName) }

    private func runEpoch() throws {
        let lengths = tokens.map { $0.text(of: ListingChannel.text).count }
        let batches = BatchOrder.likeLengths(
            lengths, batch: configuration.batch, seed: seed &+ UInt64(progress.epoch + 1) << 32)
        let schedule = Schedule.cosine(
            peak: configuration.rate, floor: configuration.rate / 50, warmUp: configuration.warmUp,
            steps: configuration.epochs * batches.count)
        let (started, before) = (ContinuousClock.now, progress.seen)
        for indices in batches.dropFirst(progress.batch) {
            let rate = schedule.rate(at: progress.step)
            let value = try step(indices, rate: rate)
            progress.step += 1
            progress.batch += 1
            try record.log(
                step: progress.step,
                scalars: ["train/step_loss": value, TrainingCurves.Name.learningRate: rate])
            let seconds = max(started.duration(to: .now).seconds, 1e-9)
            report(
                .step(
                    stage: stage, epoch: progress.epoch + 1, epochs: configuration.epochs,
                    batch: progress.batch,
                    batches: batches.count, loss: progress.lossSum / Double(max(1, progress.seen)),
                    examples: .listings, perSecond: Double(progress.seen - before) / seconds))
            if isCancelled() {
                try saveCheckpoint()
                throw CatalogError.interrupted
            }
            if lastCheckpoint.duration(to: .now) > Self.checkpointInterval { try saveCheckpoint() }
        }
        try finishEpoch()
    }

    /// Forward, backward, update; returns the batch's loss.
    private func step(_ indices: [Int], rate: Double) throws -> Double {
        var random = SplitMix64(seed: seed ^ UInt64(progress.step + 1) &* 0x9E37_79B9_7F4A_7C15)
        let view = CategoryView(indices, of: data.training, tokens: tokens, configuration, &random)
        let batch = try data.training.batch(indices, showing: view.channels, photoRows: view.photos)
        let mode = Mode.training(generator)
        try expert.network.parameters.clearGradients()
        try expert.encoder.parameters.clearGradients()
        let tokens = try TokenBatch(view.texts.map { $0.isEmpty ? [0] : $0 })
        let sentences = try withMixedPrecision { () throws(TensorError) in
            try expert.encoder.pooled(tokens, above: lowerLayers, mode)
        }.to(.float32).l2Normalised()
        let logits = try expert.network(
            batch, sentences: sentences,
            hasSentence: Tensor(view.hasSentence.map { $0 ? Float(1) : 0 }, shape: [indices.count, 1]), mode)
        let loss = try loss(logits, indices)
        try loss.backward()
        var gradients: [Tensor] = []
        for entry in encoderEntries {
            if let gradient = try entry.tensor.gradient() { gradients.append(gradient) }
        }
        try Optimisation.clipNorm(gradients, limit: configuration.encoderGradientLimit)
        try optimiser.step(rate: rate)
        try tally(logits.classes, indices.map { data.labels.classes[$0] })
        return try loss.item()
    }

    private func loss(_ logits: CategoryNetwork.Logits, _ indices: [Int]) throws -> Tensor {
        func entropy(_ logits: Tensor, _ labels: [Int64]) throws -> Tensor {
            try logits.crossEntropy(
                Tensor(indices.map { labels[$0] }, shape: [indices.count]),
                labelSmoothing: configuration.labelSmoothing)
        }
        let labels = data.labels
        var loss = try entropy(logits.classes, labels.classes)
        for (deeper, known, weight) in [
            (logits.fine, labels.fine, configuration.fineWeight),
            (logits.path, labels.path, configuration.pathWeight),
        ] where indices.contains(where: { known[$0] >= 0 }) {
            loss = try loss + entropy(deeper, known) * weight
        }
        if let sentence = logits.sentence {
            loss = try loss + entropy(sentence, labels.classes) * configuration.sentenceWeight
        }
        for single in logits.single {
            loss = try loss + entropy(single, labels.classes) * configuration.singleWeight
        }
        return loss
    }

    private func tally(_ logits: Tensor, _ labels: [Int64]) throws {
        let target = try Tensor(labels, shape: [labels.count])
        let plain = try withoutGradient { () throws(TensorError) in try logits.crossEntropy(target).item() }
        progress.lossSum += plain * Double(labels.count)
        progress.correct += Int(try logits.argmax(axis: 1).equals(target).to(.float32).sum().item())
        progress.seen += labels.count
    }

    private func finishEpoch() throws {
        progress.epoch += 1
        let logits = try expert.logits(of: data.validation)
        let labels = data.validationLabels.classes.map(Int.init)
        // Compared as it will be used: with the temperature that suits it.
        let scaling = try TemperatureScaling.fit(logits: logits, labels: labels)
        let metrics = try ClassificationMetrics(
            probabilities: scaling.apply(logits: logits), labels: labels, classes: data.names.classes)
        let isBest = metrics.logLoss < progress.bestLoss ?? .infinity
        if isBest {
            (progress.bestLoss, progress.bestEpoch) = (metrics.logLoss, progress.epoch)
            try Safetensors.write(
                expert.weights(), metadata: ["architecture": "categories", "epoch": "\(progress.epoch)"],
                to: bestURL)
        }
        let seen = Double(max(1, progress.seen))
        let trained = (loss: progress.lossSum / seen, accuracy: Double(progress.correct) / seen)
        try record.logEpoch(
            progress.epoch, step: progress.step,
            scalars: [
                "train/loss": trained.loss, "train/accuracy": trained.accuracy,
                "validation/loss": metrics.logLoss, "validation/accuracy": metrics.accuracy,
            ])
        (progress.batch, progress.lossSum, progress.correct, progress.seen) = (0, 0, 0, 0)
        progress.isFinished = progress.epoch == configuration.epochs
        try saveCheckpoint()
        report(
            .epoch(
                stage: stage, epoch: progress.epoch, trainLoss: trained.loss, trainAccuracy: trained.accuracy,
                validationLoss: metrics.logLoss, validationAccuracy: metrics.accuracy, isBest: isBest,
                waitingShare: 0))
    }

    private func saveCheckpoint() throws {
        try Checkpoint(
            progress: progress, model: expert.weights(), optimiser: optimiser.state(), average: [:],
            generator: generator.state().blob()
        ).write(to: folder)
        lastCheckpoint = .now
    }
}
