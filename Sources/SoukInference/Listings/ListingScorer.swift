package import SoukModels
import SoukNeural
package import SoukTensors

/// What a listing model says of many listings, a batch at a time, without training it.
package struct ListingScorer {
    package let model: ListingModel
    package static let batch = 256

    package init(_ model: ListingModel) { self.model = model }

    /// Logits `[listings][classes]` by the channels shown.
    package func logits(
        of features: ListingFeatures,
        showing channels: Set<ListingChannel> = Set(ListingChannel.forCategories),
        photoRows: [[Int64]]? = nil
    ) throws(TensorError) -> [[Float]] {
        var rows: [[Float]] = []
        try each(features, channels, photoRows) { (batch, outputs) throws(TensorError) in
            rows += try model.topCategories(outputs, presence: batch.presence).rows()
        }
        return rows
    }

    /// Vectors `[listings, dimensions]` of length 1, by the channels shown.
    package func vectors(
        of features: ListingFeatures, showing channels: Set<ListingChannel>
    ) throws(TensorError) -> Tensor {
        var parts: [Tensor] = []
        try each(features, channels, nil) { (batch, outputs) throws(TensorError) in
            parts.append(try model.vectors(outputs, presence: batch.presence, .evaluation))
        }
        guard !parts.isEmpty else { return try .zeros([0, model.configuration.dimensions]) }
        return try .concatenate(parts)
    }

    private func each(
        _ features: ListingFeatures, _ channels: Set<ListingChannel>, _ photoRows: [[Int64]]?,
        _ body: (ListingBatch, [Tensor?]) throws(TensorError) -> Void
    ) throws(TensorError) {
        for indices in BatchOrder.sequential(features.count, batch: Self.batch) {
            try withoutGradient { () throws(TensorError) in
                let batch = try features.batch(
                    indices, showing: indices.map { _ in channels },
                    photoRows: photoRows.map { rows in indices.map { rows[$0] } })
                try body(batch, try model.channels(batch, .evaluation))
            }
        }
    }
}
