import Foundation
import SoukCatalog
import SoukEvaluation
import SoukModels
import SoukNeural
import SoukReports
import SoukTensors

/// Trains a cross-encoder on judged queries; record and checkpoints lie in one folder.
///
/// What is drawn depends on the seed and the epoch, and a checkpoint holds all the rest: a run without a limit
/// of time that was stopped goes through the same losses as one that was not.
final class RankerTraining {
    let configuration: RankerTrainingConfiguration
    let model: CrossEncoder
    let folder: URL
    private(set) var progress = TrainingProgress()
    private let training, validation: RankerExamples
    private let loss: RankerLoss
    private let generator: Generator
    private let optimiser: AdamW
    private let average: MovingAverage
    private let record: RunRecord
    private let report: (TrainingEvent) -> Void
    private let isCancelled: () -> Bool
    private let isResumable: Bool
    private var lastCheckpoint = ContinuousClock.now
    private let started = ContinuousClock.now
    /// Steps that earlier sessions took.
    private var firstStep = 0

    /// Least time between checkpoints within an epoch: one is hundreds of megabytes.
    static let checkpointInterval = Duration.seconds(60)

    init(
        _ configuration: RankerTrainingConfiguration, model: CrossEncoder, training: [RankerQuery],
        validation: [RankerQuery], folder: URL, isResumable: Bool = true,
        report: @escaping (TrainingEvent) -> Void,
        isCancelled: @escaping () -> Bool
    ) throws {
        (self.configuration, self.model, self.folder) = (configuration, model, folder)
        (self.report, self.isCancelled, self.isResumable) = (report, isCancelled, isResumable)
        self.training = RankerExamples(training, model)
        self.validation = RankerExamples(validation, model)
        loss = RankerLoss(
            listWeight: configuration.listWeight, listSharpness: configuration.listSharpness)
        generator = try Generator(seed: configuration.seed)
        try model.trainUpperLayers()
        let (old, new) = (
            model.parameters.trainable.filter { $0.path.hasPrefix("bert.") },
            model.parameters.trainable.filter { !$0.path.hasPrefix("bert.") }
        )
        optimiser = try AdamW(
            ParameterGroup.decayingMatrices(old, weightDecay: configuration.weightDecay)
                + ParameterGroup.decayingMatrices(
                    new, rateScale: configuration.newRateScale, weightDecay: configuration.weightDecay))
        average = try MovingAverage(of: model.parameters, decay: configuration.averageDecay)
        let checkpoint = try Checkpoint.read(from: folder)
        record = try RunRecord.open(at: folder, resumingFromStep: checkpoint?.progress.step)
        guard let checkpoint else { return }
        progress = checkpoint.progress
        firstStep = progress.step
        try model.parameters.load(checkpoint.model, from: folder.path)
        try optimiser.restore(checkpoint.optimiser, from: folder.path)
        try average.restore(checkpoint.average, from: folder.path)
        try generator.restore(Tensor(checkpoint.generator))
    }

    /// Runs the epochs that are left; afterwards the model holds the best weights.
    func run() throws {
        if progress.step == 0 { try saveCheckpoint() }
        while !progress.isFinished { try runEpoch() }
        let best = folder.appendingPathComponent(ModelFolder.weightsName)
        try model.parameters.load(Safetensors.read(best).tensors, from: best.path)
    }

    private func runEpoch() throws {
        let batches = training.batches(
            pairs: configuration.pairs, seed: configuration.seed &+ UInt64(progress.epoch + 1) << 32)
        let schedule = Schedule.cosine(
            peak: configuration.rate, floor: configuration.rate / 50, warmUp: max(1, min(40, batches.count)),
            steps: configuration.epochs * batches.count)
        let sessionStart = (time: ContinuousClock.now, seen: progress.seen)
        for (number, queries) in batches.enumerated().dropFirst(progress.batch) {
            guard timeLeft > 0 else { break }
            let rate = min(schedule.rate(at: progress.step), configuration.rate * max(0.02, timeLeft))
            let value = try step(queries.map { training.queries[$0] }, rate: rate)
            progress.batch = number + 1
            progress.step += 1
            try record.log(
                step: progress.step,
                scalars: ["train/step_loss": value, TrainingCurves.Name.learningRate: rate])
            let seconds = max(sessionStart.time.duration(to: .now).seconds, 1e-9)
            report(
                .step(
                    stage: "ranker", epoch: 1, epochs: 1, batch: progress.step,
                    batches: expectedSteps(of: configuration.epochs * batches.count),
                    loss: progress.lossSum / Double(max(1, progress.seen)),
                    examples: .pairs, perSecond: Double(progress.seen - sessionStart.seen) / seconds))
            if isCancelled() {
                try saveCheckpoint()
                throw CatalogError.interrupted
            }
            if lastCheckpoint.duration(to: .now) > Self.checkpointInterval { try saveCheckpoint() }
        }
        try finishEpoch()
    }

    /// How many steps the run will have come to, as far as can be told: fewer where time is short.
    private func expectedSteps(of all: Int) -> Int {
        guard configuration.seconds != nil, timeLeft < 1 else { return all }
        let inTime = Double(progress.step - firstStep) / (1 - max(timeLeft, 0))
        return max(progress.step, min(all, firstStep + Int(min(inTime, 1e9))))
    }

    /// Share of the allowed time that is left; 1 where none is set.
    private var timeLeft: Double {
        configuration.seconds.map { 1 - started.duration(to: .now).seconds / max($0, 1e-9) } ?? 1
    }

    private func step(_ queries: [RankerExamples.Example], rate: Double) throws -> Double {
        try model.parameters.clearGradients()
        let pairs = queries.flatMap(\.pairs)
        let logits = try withMixedPrecision(configuration.usesBFloat16) { () throws(TensorError) in
            try model.logits(pairs, .training(generator))
        }
        let value = try loss(logits.to(.float32), queries)
        try value.backward()
        try Optimisation.clipNorm(optimiser.gradients(), limit: configuration.gradientLimit)
        try optimiser.step(rate: rate)
        try average.update()
        let found = Double(try value.item())
        progress.lossSum += found * Double(pairs.count)
        progress.seen += pairs.count
        return found
    }

    private func finishEpoch() throws {
        progress.epoch += 1
        let trained = progress.lossSum / Double(max(1, progress.seen))
        (progress.batch, progress.lossSum, progress.seen) = (0, 0, 0)
        let judged = try average.applied { try judge() }
        let isBest = judged.loss < progress.bestLoss ?? .infinity
        if isBest {
            (progress.bestLoss, progress.bestEpoch) = (judged.loss, progress.epoch)
            try average.applied {
                try Safetensors.write(
                    model.parameters.weights(),
                    metadata: ["architecture": "ranker", "epoch": "\(progress.epoch)"],
                    to: folder.appendingPathComponent(ModelFolder.weightsName))
            }
        }
        try record.logEpoch(
            progress.epoch, step: progress.step,
            scalars: [
                "train/loss": trained, "validation/loss": judged.loss, "validation/ndcg_at_10": judged.ndcg,
                "stage": 0,
            ])
        progress.isFinished = progress.epoch == configuration.epochs || timeLeft <= 0
        try saveCheckpoint()
        report(
            .epoch(
                stage: "ranker", epoch: progress.epoch, trainLoss: trained, trainAccuracy: 0,
                validationLoss: judged.loss, validationAccuracy: judged.ndcg, isBest: isBest, waitingShare: 0)
        )
    }

    /// The loss and NDCG@10 on the validation queries.
    private func judge() throws -> (loss: Double, ndcg: Double) {
        let queries = validation.queries
        let scores = try model.scores(queries.flatMap(\.pairs))
        let value = try withoutGradient { () throws(TensorError) in
            try loss(Tensor(scores, shape: [scores.count]), queries).item()
        }
        return (Double(value), ndcg(scores))
    }

    private func ndcg(_ scores: [Float]) -> Double {
        var (start, total, count) = (0, 0.0, 0)
        for query in validation.queries {
            let range = start..<(start + query.grades.count)
            start = range.upperBound
            guard Set(query.grades).count > 1 else { continue }
            total += RetrievalMetrics.ndcg(
                scores: scores[range].map(Double.init), gains: query.grades.map { exp2(2 * Double($0)) - 1 },
                at: 10)
            count += 1
        }
        return total / Double(max(1, count))
    }

    private func saveCheckpoint() throws {
        guard isResumable else { return }
        try Checkpoint(
            progress: progress, model: model.parameters.weights(), optimiser: optimiser.state(),
            average: average.state(), generator: generator.state().blob()
        ).write(to: folder)
        lastCheckpoint = .now
    }
}
