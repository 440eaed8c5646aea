import Foundation
import SoukCatalog
import SoukInference
import SoukModels
import SoukNeural
import SoukTensors

/// Trains the logistic regression for categories on all known listings, and copies of it, each without another fold.
struct RegressionTrainer {
    /// How weak the penalty is, as the C of liblinear (Fan et al. 2008).
    var strength = 3.0
    /// Of Adam on all listings at once; the loss is convex, and after 100 its value moves by less than 0.1 %.
    var steps = 100
    var rate = 0.1
    let known: KnownListings
    /// Mean and deviation of the photo features of training.
    let photoMoments: (mean: Tensor, deviation: Tensor)
    let sizes: ListingModelConfiguration
    let folder: ModelFolder
    let report: (TrainingEvent) -> Void
    let isCancelled: () -> Bool

    /// Those that an interrupted run has finished are loaded.
    func train() throws -> CategoryRegressions {
        try FileManager.default.createDirectory(
            at: folder.regressionURL.deletingLastPathComponent(), withIntermediateDirectories: true)
        let (folds, count) = (known.folds.folds(KnownListings.foldCount), KnownListings.foldCount)
        let copies = try (0..<count).map { number in
            try trained(
                on: folds.indices.filter { folds[$0] != number }, folder.regressionURL(number),
                stage: "regression \(number + 1) of \(count + 1)")
        }
        let all = try trained(
            on: Array(folds.indices), folder.regressionURL, stage: "regression \(count + 1) of \(count + 1)")
        return CategoryRegressions(all: all, copies: copies)
    }

    private func trained(on places: [Int], _ url: URL, stage: String) throws -> CategoryRegression {
        let regression = try CategoryRegression(sizes)
        if FileManager.default.fileExists(atPath: url.path) {
            try regression.parameters.load(Safetensors.read(url).tensors, from: url.path)
            return regression
        }
        try regression.photoMean.assign(photoMoments.mean)
        try regression.photoDeviation.assign(photoMoments.deviation)
        try fit(regression, places, stage)
        try regression.write(to: url)
        return regression
    }

    private func fit(_ regression: CategoryRegression, _ places: [Int], _ stage: String) throws {
        let features = try known.features.subset(places)
        let (count, classes) = (max(1, places.count), sizes.classCount)
        let input = try regression.input(
            features.batch(Array(places.indices), showing: features.channels), places: features.places,
            readings: features.readings)
        let transposed = try CategoryRegression.Transposed(
            title: features.title, description: features.description, places: features.places, sizes)
        var truth = [Float](repeating: 0, count: places.count * classes)
        for (row, place) in places.enumerated() { truth[row * classes + Int(known.classes[place])] = 1 }
        let target = try Tensor(truth, shape: [places.count, classes])
        let optimiser = try FullBatchAdam(regression.learned.map(\.tensor))
        let schedule = Schedule.cosine(peak: rate, floor: 0, warmUp: 0, steps: steps)
        let started = ContinuousClock.now
        for step in 0..<steps {
            if isCancelled() { throw CatalogError.interrupted }
            let loss = try withoutGradient { () throws(TensorError) in
                let logProbabilities = try regression.together(input).logSoftmax()
                let alone = try regression.alone(input).softmax()
                var gradients = try regression.gradients(
                    input, transposed: transposed,
                    residuals: (logProbabilities.exp() - target) / Double(count),
                    alone: (alone - target) * input.hasPhotos / Double(count))
                for (place, learned) in regression.learned.enumerated() where learned.isPenalised {
                    gradients[place] =
                        try gradients[place] + learned.tensor * (1 / (strength * Double(count)))
                }
                try optimiser.step(gradients, rate: schedule.rate(at: step))
                return try -(logProbabilities * target).sum().item() / Double(count)
            }
            report(
                .step(
                    stage: stage, epoch: 1, epochs: 1, batch: step + 1,
                    batches: steps, loss: loss,
                    examples: .listings,
                    perSecond: Double(count * (step + 1))
                        / max(started.duration(to: .now).seconds, 1e-9)))
        }
    }
}

extension CategoryRegression {
    func write(to url: URL) throws {
        try Safetensors.write(parameters.weights(), metadata: ["architecture": "regression"], to: url)
    }
}
