import SoukCatalog

/// Why a split leaves too little to learn from or to validate with.
enum SplitShortage {
    /// - Parameter all: the listings of every part.
    static func error(all: [StoredListing], training: Int, validation: Int) -> TrainingError {
        let groups = Set(all.enumerated().map { $1.group ?? -1 - $0 }).count
        let part = training == 0 ? "training" : "validation"
        if groups < 3 || validation == 0 && groups * 4 < all.count {
            return .examples(
                reason:
                    "\(Figures.count(all.count, "listing")) fall into \(Figures.count(groups, "group")) of alike ones, and "
                    + "a group has one part of the split, so \(part) is empty",
                remedy:
                    "Look at what the split keeps together; listings that share photos or texts are one group."
            )
        }
        return .examples(
            reason:
                "\(Figures.count(training, "listing")) to train with and \(validation) to validate with "
                + "are too few",
            remedy: "Import more listings.")
    }
}
