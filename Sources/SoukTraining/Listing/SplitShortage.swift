import SoukCatalog

/// Why a split leaves too little to learn from or to validate with.
enum SplitShortage {
    /// - Parameter all: the listings with a category, of every part.
    static func error(all: [StoredListing], training: Int, validation: Int) -> TrainingError {
        let counts = Dictionary(all.compactMap(\.listing.category).map { ($0, 1) }, uniquingKeysWith: +)
        guard !counts.isEmpty else {
            return .examples(
                reason: "none of the listings has a category, so there is none to learn",
                remedy: "Import a table with a column of categories, or map one.")
        }
        if counts.count == 1, let only = counts.first {
            return .examples(
                reason: "all \(Figures.count(only.value, "listing")) are of the one category \"\(only.key)\"",
                remedy: "Import listings of at least two categories.")
        }
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
                "\(Figures.count(training, "listing")) to train with and \(validation) to validate with, in "
                + "\(counts.count) categories, are too few",
            remedy: "Import more listings.")
    }
}
