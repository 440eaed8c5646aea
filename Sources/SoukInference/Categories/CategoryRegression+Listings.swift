package import SoukModels
package import SoukTensors

extension CategoryRegression {
    /// Logits `[listings][classes]` by the channels shown, without training.
    ///
    /// - Parameter readings: what the reader makes of the texts shown, `[listings, width]`.
    package func logits(
        of features: ListingFeatures, showing channels: Set<ListingChannel>, photoRows: [[Int64]]?,
        readings: Tensor
    ) throws(TensorError) -> [[Float]] {
        var rows: [[Float]] = []
        for some in BatchOrder.sequential(features.count, batch: ListingScorer.batch) {
            rows += try withoutGradient { () throws(TensorError) in
                let batch = try features.batch(
                    some, showing: some.map { _ in channels },
                    photoRows: photoRows.map { rows in some.map { rows[$0] } })
                let rows = try Tensor(some.map(Int64.init), shape: [some.count])
                return try self(
                    input(
                        batch, places: some.map { features.places[$0] }, readings: readings.selecting(rows))
                ).rows()
            }
        }
        return rows
    }
}
