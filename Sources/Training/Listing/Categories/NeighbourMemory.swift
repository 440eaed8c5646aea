import Foundation
import Models
import Tensors

/// `CategoryNeighbours` with what is needed to keep them in a file, and to ask them about validation.
struct NeighbourMemory: Sendable {
    private let neighbours: CategoryNeighbours
    private let labels, folds: [Int64]
    private let photoMean, photoDeviation: Tensor

    /// More are not remembered.
    private static let most = 25_000
    /// Folds of validation, so that a listing of validation is told by none of its own fold; training has none.
    private static let foldCount = 5
    private static let training: Int64 = -1

    /// Remembers the listings of training and validation that have a class.
    init(_ data: ListingTrainingData, _ holdout: ValidationFolds, classCount: Int) throws {
        let everything = try data.training.appending(data.validation)
        let known = data.labels.classes + data.validationLabels.classes
        let all =
            [Int64](repeating: Self.training, count: data.training.count)
            + holdout.folds(Self.foldCount).map(Int64.init)
        var kept = known.indices.filter { known[$0] >= 0 }
        if kept.count > Self.most {
            let step = Double(kept.count) / Double(Self.most)
            kept = (0..<Self.most).map { kept[Int(Double($0) * step)] }
        }
        (labels, folds) = (kept.map { known[$0] }, kept.map { all[$0] })
        (photoMean, photoDeviation) = try data.training.photoMoments()
        let features = try everything.subset(kept)
        let everyChannel = kept.map { _ in Set(ListingChannel.forCategories) }
        let view = try CategoryNeighbours.View(
            features.batch(Array(kept.indices), showing: everyChannel), readings: features.readings,
            photoMean: photoMean, photoDeviation: photoDeviation)
        neighbours = try CategoryNeighbours(view, labels: labels, classCount: classCount)
    }

    init(_ file: URL, classCount: Int) throws {
        let blobs = try Safetensors.read(file).tensors
        func tensor(_ name: String) throws -> Tensor {
            guard let blob = blobs[name] else {
                throw TrainingError.model(
                    path: file.path, reason: "has no \(name)", remedy: "Train the model again.")
            }
            return try Tensor(blob)
        }
        labels = try tensor("labels").to(.float32).floats().map(Int64.init)
        folds = try tensor("folds").to(.float32).floats().map(Int64.init)
        (photoMean, photoDeviation) = (try tensor("photo_mean"), try tensor("photo_deviation"))
        let view = try CategoryNeighbours.View(
            texts: tensor("texts").to(.float32), photos: tensor("photos").to(.float32))
        neighbours = try CategoryNeighbours(view, labels: labels, classCount: classCount)
    }

    func write(to file: URL) throws {
        let count = labels.count
        let tensors = [
            "texts": try neighbours.view.texts.to(.bfloat16),
            "photos": try neighbours.view.photos.to(.bfloat16),
            "labels": try Tensor(labels, shape: [count]), "folds": try Tensor(folds, shape: [count]),
            "photo_mean": photoMean, "photo_deviation": photoDeviation,
        ]
        try Safetensors.write(
            tensors.mapValues { try $0.blob() }, metadata: ["architecture": "neighbours"], to: file)
    }

    /// Logits `[listings][classes]` by the channels shown.
    ///
    /// - Parameters:
    ///   - readings: what the reader makes of the texts shown, `[listings, width]`.
    ///   - unseen: where the listings are those of validation.
    func logits(
        of features: ListingFeatures, showing channels: Set<ListingChannel>, photoRows: [[Int64]]?,
        readings: Tensor, unseen: ValidationFolds?
    ) throws -> [[Float]] {
        let own = unseen?.folds(Self.foldCount)
        var rows: [[Float]] = []
        for some in BatchOrder.sequential(features.count, batch: ListingScorer.batch) {
            let places = try Tensor(some.map(Int64.init), shape: [some.count])
            let batch = try features.batch(
                some, showing: some.map { _ in channels },
                photoRows: photoRows.map { rows in some.map { rows[$0] } })
            let view = try CategoryNeighbours.View(
                batch, readings: readings.selecting(places), photoMean: photoMean,
                photoDeviation: photoDeviation)
            let hidden = try own.map { own in
                try Tensor(
                    some.flatMap { place in folds.map { $0 == Int64(own[place]) ? Float(1) : 0 } },
                    shape: [some.count, folds.count])
            }
            rows += try withoutGradient { () throws(TensorError) in
                try neighbours.logits(view, hiding: hidden).rows()
            }
        }
        return rows
    }
}
