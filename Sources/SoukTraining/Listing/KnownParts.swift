import SoukCatalog
import SoukInference

/// The listings that a listing model learns from and is validated with, and the categories that it learns to tell apart.
///
/// Where there are fewer than two categories, all listings teach vectors, and no category is learned.
struct KnownParts {
    let training, validation: [StoredListing]
    let names: CategoryNames

    /// - Throws: `examples` where a part is empty.
    init(of workspace: Workspace, seed: UInt64) throws {
        let labelled = try workspace.labelledListings(.train, seed: seed)
        let names = CategoryNames(of: labelled)
        if names.areSeveral {
            let classes = Set(names.classes)
            (training, self.names) = (labelled, names)
            validation = try workspace.labelledListings(.validation, seed: seed)
                .filter { classes.contains($0.listing.category ?? "") }
        } else {
            training = try workspace.splitListings(.train, seed: seed)
            (validation, self.names) = (try workspace.splitListings(.validation, seed: seed), .none)
        }
        guard !training.isEmpty, !validation.isEmpty else {
            let others = try workspace.splitListings(.test, seed: seed)
            throw SplitShortage.error(
                all: training + validation + others, training: training.count, validation: validation.count)
        }
    }
}
