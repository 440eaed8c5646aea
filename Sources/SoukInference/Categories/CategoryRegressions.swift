package import SoukModels
package import SoukTensors

/// The logistic regression that has learned from all known listings, and copies of it, each of which has not seen
/// one fold of them.
package struct CategoryRegressions: Sendable {
    package let all: CategoryRegression
    /// By fold; none where only new listings are asked about.
    package var copies: [CategoryRegression]

    package init(
        all: CategoryRegression, copies: [CategoryRegression] = []
    ) {
        self.all = all
        self.copies = copies
    }

    /// Logits `[listings][classes]` by the channels shown.
    ///
    /// - Parameters:
    ///   - readings: what the reader makes of the texts shown, `[listings, width]`.
    ///   - folds: where the listings are known ones, so that each is answered by the copy that has not seen it.
    package func logits(
        of features: ListingFeatures, showing channels: Set<ListingChannel>, photoRows: [[Int64]]?,
        readings: Tensor, unseen folds: ListingFolds?
    ) throws(TensorError) -> [[Float]] {
        guard let own = folds?.folds(copies.count) else {
            return try all.logits(of: features, showing: channels, photoRows: photoRows, readings: readings)
        }
        var rows = [[Float]](repeating: [], count: features.count)
        for (fold, copy) in copies.enumerated() {
            let places = own.indices.filter { own[$0] == fold }
            let answers = try copy.logits(
                of: features.subset(places), showing: channels,
                photoRows: photoRows.map { rows in places.map { rows[$0] } },
                readings: readings.selecting(Tensor(places.map(Int64.init), shape: [places.count])))
            for (place, answer) in zip(places, answers) { rows[place] = answer }
        }
        return rows
    }
}
