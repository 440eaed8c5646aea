package import Foundation
import SoukCatalog
package import SoukModels
package import SoukTensors

/// `CategoryNeighbours` with what is needed to keep them in a file, and to ask them about listings that they remember.
package struct NeighbourMemory: Sendable {
    private let neighbours: CategoryNeighbours
    private let labels: [Int64]
    /// Of each listing remembered, `[1, listings]`.
    private let folds: Tensor
    private let photoMean, photoDeviation: Tensor

    /// More are not remembered.
    private static let most = 25_000

    /// Remembers the known listings.
    package init(
        _ known: KnownListings, photoMoments: (mean: Tensor, deviation: Tensor), classCount: Int
    ) throws {
        var kept = Array(known.classes.indices)
        if kept.count > Self.most {
            let step = Double(kept.count) / Double(Self.most)
            kept = (0..<Self.most).map { kept[Int(Double($0) * step)] }
        }
        labels = kept.map { known.classes[$0] }
        let all = known.folds.folds(KnownListings.foldCount)
        folds = try Tensor(kept.map { Float(all[$0]) }, shape: [1, kept.count])
        (photoMean, photoDeviation) = photoMoments
        let features = try known.features.subset(kept)
        let view = try CategoryNeighbours.View(
            features.batch(Array(kept.indices), showing: features.channels), readings: features.readings,
            sellers: features.sellers(kept.indices, showing: ListingChannel.text), photoMean: photoMean,
            photoDeviation: photoDeviation)
        neighbours = try CategoryNeighbours(view, labels: labels, classCount: classCount)
    }

    package init(_ file: URL, classCount: Int) throws {
        let blobs = try Safetensors.read(file).tensors
        func tensor(_ name: String) throws -> Tensor {
            guard let blob = blobs[name] else {
                throw StoredModelError.unusable(
                    path: file.path, reason: "has no \(name)", remedy: "Train the model again.")
            }
            return try Tensor(blob)
        }
        (folds, photoMean, photoDeviation) = (
            try tensor("folds"), try tensor("photo_mean"), try tensor("photo_deviation")
        )
        func integers(_ name: String) throws -> [Int64] { try tensor(name).integers() }
        labels = try integers("labels")
        var words = try integers("words")[...]
        let sellers = try zip(integers("places"), integers("word_counts")).map { place, count in
            defer { words = words.dropFirst(Int(count)) }
            return SellerTrace(place: place < 0 ? nil : place, words: Array(words.prefix(Int(count))))
        }
        let view = try CategoryNeighbours.View(
            texts: tensor("texts").to(.float32), photos: tensor("photos").to(.float32), sellers: sellers)
        neighbours = try CategoryNeighbours(view, labels: labels, classCount: classCount)
    }

    package func write(to file: URL) throws {
        let sellers = neighbours.view.sellers
        func tensor(_ values: [Int64]) throws -> Tensor { try Tensor(values, shape: [values.count]) }
        let tensors = [
            "texts": try neighbours.view.texts.to(.bfloat16),
            "photos": try neighbours.view.photos.to(.bfloat16),
            "places": try tensor(sellers.map { $0.place ?? -1 }),
            "words": try tensor(sellers.flatMap(\.words)),
            "word_counts": try tensor(sellers.map { Int64($0.words.count) }),
            "labels": try tensor(labels), "folds": folds,
            "photo_mean": photoMean, "photo_deviation": photoDeviation,
        ]
        try Safetensors.write(
            tensors.mapValues { try $0.blob() }, metadata: ["architecture": "neighbours"], to: file)
    }

    /// Logits `[listings][classes]` by the channels shown.
    ///
    /// - Parameters:
    ///   - readings: what the reader makes of the texts shown, `[listings, width]`.
    ///   - unseen: where the listings are known ones: each is told by none of its own fold.
    package func logits(
        of features: ListingFeatures, showing channels: Set<ListingChannel>, photoRows: [[Int64]]?,
        readings: Tensor, unseen: ListingFolds?
    ) throws -> [[Float]] {
        let own = unseen?.folds(KnownListings.foldCount).map(Float.init)
        var rows: [[Float]] = []
        for some in BatchOrder.sequential(features.count, batch: ListingScorer.batch) {
            let indices = try Tensor(some.map(Int64.init), shape: [some.count])
            let batch = try features.batch(
                some, showing: some.map { _ in channels },
                photoRows: photoRows.map { rows in some.map { rows[$0] } })
            let view = try CategoryNeighbours.View(
                batch, readings: readings.selecting(indices),
                sellers: features.sellers(some, showing: channels), photoMean: photoMean,
                photoDeviation: photoDeviation)
            rows += try withoutGradient { () throws(TensorError) in
                let hidden = try own.map { own throws(TensorError) in
                    try Tensor(some.map { own[$0] }, shape: [some.count, 1]).equals(folds).to(.float32)
                }
                return try neighbours.logits(view, hiding: hidden).rows()
            }
        }
        return rows
    }
}

extension ListingFeatures {
    /// What some of the listings tell of their sellers.
    fileprivate func sellers(
        _ indices: some Sequence<Int>, showing channels: Set<ListingChannel>
    ) -> [SellerTrace] {
        indices.map {
            SellerTrace(
                place: places[$0].rows.last, description: texts[$0].shown(by: channels).description)
        }
    }
}
