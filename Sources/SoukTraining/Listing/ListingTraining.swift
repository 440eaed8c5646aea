import Foundation
import SoukCatalog
import SoukEvaluation
import SoukInference
import SoukModels
import SoukNeural
import SoukReports
import SoukTensors

/// Trains a listing model on cached features, epoch by epoch; record and checkpoints lie in one folder.
///
/// All that is drawn depends on the seed and the epoch, and a checkpoint at the end of an epoch holds the
/// rest: a run that was stopped goes through the same losses as one that was not.
final class ListingTraining {
    let configuration: ListingTrainingConfiguration
    let model: ListingModel
    let data: ListingTrainingData
    let folder: URL
    let report: (TrainingEvent) -> Void
    let isCancelled: () -> Bool
    var progress = TrainingProgress()
    private let loss: ListingLoss
    private let rule = PairRule()
    private let generator: Generator
    private let optimiser: AdamW
    private let average: MovingAverage
    private let record: RunRecord
    private var hard: HardListings?

    init(
        _ configuration: ListingTrainingConfiguration, model: ListingModel, data: ListingTrainingData,
        folder: URL,
        report: @escaping (TrainingEvent) -> Void, isCancelled: @escaping () -> Bool
    ) throws {
        (self.configuration, self.model, self.data, self.folder) = (configuration, model, data, folder)
        (self.report, self.isCancelled) = (report, isCancelled)
        loss = ListingLoss(
            configuration: configuration,
            lengths: [model.configuration.dimensions] + model.configuration.cuts)
        generator = try Generator(seed: configuration.seed)
        let words = model.parameters.trainable.filter { $0.path.hasPrefix("words.") }
        let others = model.parameters.trainable.filter { !$0.path.hasPrefix("words.") }
        optimiser = try AdamW(
            [ParameterGroup(words)]
                + ParameterGroup.decayingMatrices(others, weightDecay: configuration.weightDecay))
        average = try MovingAverage(of: model.parameters, decay: configuration.averageDecay)
        let checkpoint = try Checkpoint.read(from: folder)
        record = try RunRecord.open(at: folder, resumingFromStep: checkpoint?.progress.step)
        guard let checkpoint else { return }
        progress = checkpoint.progress
        try model.parameters.load(checkpoint.model, from: folder.path)
        try optimiser.restore(checkpoint.optimiser, from: folder.path)
        try average.restore(checkpoint.average, from: folder.path)
        try generator.restore(Tensor(checkpoint.generator))
    }

    /// Runs the epochs that are left; afterwards the model holds the best weights.
    func run() throws {
        if progress.step == 0 { try saveCheckpoint() }
        while progress.epoch < configuration.epochs { try runEpoch() }
        let best = folder.appendingPathComponent(ModelFolder.weightsName)
        try model.parameters.load(Safetensors.read(best).tensors, from: best.path)
    }

    private func runEpoch() throws {
        var random = SplitMix64(seed: configuration.seed &+ UInt64(progress.epoch + 1) << 32)
        let batches = BatchOrder.shuffled(
            data.training.count, batch: configuration.batch, seed: random.next())
        // From the second third on the model knows enough to say what is hard.
        if progress.epoch >= configuration.epochs / 3 { hard = try hardListings(&random) }
        let schedule = Schedule.cosine(
            peak: configuration.rate, floor: configuration.rate / 100,
            warmUp: max(1, min(100, batches.count)),
            steps: configuration.epochs * batches.count)
        let (started, before) = (ContinuousClock.now, progress)
        (progress.lossSum, progress.correct, progress.seen) = (0, 0, 0)
        for (number, indices) in batches.enumerated() {
            let rate = schedule.rate(at: progress.step)
            let value = try step(indices, rate: rate, &random)
            progress.step += 1
            try record.log(
                step: progress.step,
                scalars: ["train/step_loss": value, TrainingCurves.Name.learningRate: rate])
            report(
                .step(
                    stage: "listing", epoch: progress.epoch + 1, epochs: configuration.epochs,
                    batch: number + 1,
                    batches: batches.count, loss: progress.lossSum / Double(max(1, progress.seen)),
                    examples: .listings,
                    perSecond: Double(progress.seen) / max(started.duration(to: .now).seconds, 1e-9)))
            if isCancelled() {
                progress = before
                throw CatalogError.interrupted
            }
        }
        try finishEpoch()
    }

    private func step(_ indices: [Int], rate: Double, _ random: inout SplitMix64) throws -> Double {
        let mode = Mode.training(generator)
        let labels = data.labels
        var pairs: [ListingPair] = []
        for index in indices { pairs.append(data.pair(index, rule, &random)) }
        let extra =
            hard.map { hard in
                indices.prefix(Int(Double(indices.count) * configuration.hardShare)).map { hard.listings[$0] }
            } ?? []
        for index in extra { pairs.append(data.pair(index, rule, &random)) }
        let all = indices + extra
        let batch = try data.training.batch(
            all, showing: pairs.map(\.channels), photoRows: pairs.map(\.photos))
        try model.parameters.clearGradients()

        let channels = try model.channels(batch, mode)
        let seen = try ListingBatch.presence(
            all.map { rule.dropped(data.training.channels[$0], &random) })
        let logits = try model.categories(channels, presence: seen, mode)
        var total = try loss.categories(
            logits, classes: all.map { labels.classes[$0] }, fine: all.map { labels.fine[$0] },
            path: all.map { labels.path[$0] })

        let queries = try data.queryBatch(Array(pairs.prefix(indices.count)))
        let asked = try model.vectors(model.channels(queries, mode), presence: queries.presence, mode)
        let views: [(Set<ListingChannel>, Double)] = [
            (Set(ListingChannel.allCases), configuration.matchWeight),
            (ListingChannel.text, configuration.singleMatchWeight),
            ([.photos], configuration.singleMatchWeight),
        ]
        for (channelsSeen, weight) in views {
            let shown = pairs.map { pair in
                pair.photos.isEmpty
                    ? pair.channels.intersection(channelsSeen).subtracting([.photos])
                    : pair.channels.intersection(channelsSeen)
            }
            let usable = zip(pairs, shown).map { $0.isUsable && !$1.isEmpty }
            let vectors = try model.vectors(channels, presence: ListingBatch.presence(shown), mode)
            if let match = try loss.match(
                asked, vectors, groups: all.map { labels.groups[$0] }, usable: usable)
            {
                total = try total + match * weight
            }
        }
        try total.backward()
        try Optimisation.clipNorm(optimiser.gradients(), limit: configuration.gradientLimit)
        try optimiser.step(rate: rate)
        try average.update()
        try tally(logits.classes, all.map { labels.classes[$0] })
        return try total.item()
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
        let (metrics, recall, reciprocalRank) = try average.applied { try judge() }
        let isBest: Bool
        if data.names.areSeveral {
            isBest = metrics.logLoss < progress.bestLoss ?? .infinity
            if isBest { progress.bestLoss = metrics.logLoss }
        } else {
            isBest = 1 - reciprocalRank < progress.bestLoss ?? .infinity
            if isBest { progress.bestLoss = 1 - reciprocalRank }
        }
        if isBest {
            progress.bestEpoch = progress.epoch
            try average.applied {
                try Safetensors.write(
                    model.parameters.weights(),
                    metadata: ["architecture": "listing", "epoch": "\(progress.epoch)"],
                    to: folder.appendingPathComponent(ModelFolder.weightsName))
            }
        }
        let seen = Double(max(1, progress.seen))
        let trained = (loss: progress.lossSum / seen, accuracy: Double(progress.correct) / seen)
        try record.logEpoch(
            progress.epoch, step: progress.step,
            scalars: [
                "train/loss": trained.loss, "train/accuracy": trained.accuracy,
                "validation/loss": metrics.logLoss, "validation/accuracy": metrics.accuracy,
                "validation/title_recall_at_10": recall, "stage": 0,
            ])
        progress.isFinished = progress.epoch == configuration.epochs
        try saveCheckpoint()
        report(
            .epoch(
                stage: "listing", epoch: progress.epoch, trainLoss: trained.loss,
                trainAccuracy: trained.accuracy,
                validationLoss: metrics.logLoss, validationAccuracy: metrics.accuracy, isBest: isBest,
                waitingShare: 0))
    }

    private func saveCheckpoint() throws {
        try Checkpoint(
            progress: progress, model: model.parameters.weights(), optimiser: optimiser.state(),
            average: average.state(), generator: generator.state().blob()
        ).write(to: folder)
    }

    /// Categories of the validation listings, and how often a title finds its listing, shown without title,
    /// among the first ten of them, with its mean reciprocal rank.
    func judge() throws -> (ClassificationMetrics, recall: Double, reciprocalRank: Double) {
        let scorer = ListingScorer(model)
        let logits = try scorer.logits(of: data.validation)
        let metrics = try ClassificationMetrics(
            probabilities: TemperatureScaling.none.apply(logits: logits),
            labels: data.validationLabels.classes.map(Int.init), classes: data.names.classes)
        let rest = Set(ListingChannel.allCases).subtracting(ListingChannel.title).subtracting([.condition])
        let titles = try scorer.vectors(of: data.validation, showing: ListingChannel.title)
        let listings = try scorer.vectors(of: data.validation, showing: rest)
        let scores = try titles.matmul(listings.transposed()).rows()
        let ahead = scores.enumerated().map { place, row in row.count { $0 > row[place] } }
        let count = Double(max(1, ahead.count))
        return (
            metrics, recall: Double(ahead.count { $0 < 10 }) / count,
            reciprocalRank: ahead.reduce(0) { $0 + 1 / Double($1 + 1) } / count
        )
    }

    private func hardListings(_ random: inout SplitMix64) throws -> HardListings {
        let scorer = ListingScorer(model)
        return try HardListings(
            queries: scorer.vectors(of: data.training, showing: ListingChannel.title),
            candidates: scorer.vectors(of: data.training, showing: Set(ListingChannel.allCases)),
            using: &random)
    }
}
