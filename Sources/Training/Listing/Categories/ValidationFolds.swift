import Catalog

/// Which validation listings a classifier may learn from.
///
/// Each of several copies of a classifier learns from the training listings and from validation without one
/// fold. So every validation listing has a copy that has never seen it, whose answers tell how far
/// the classifier can be trusted, and yet all listings are learned from (stacking, Wolpert 1992).
struct ValidationFolds: Sendable {
    /// What tells a validation listing's fold: duplicates have one key, so that they are never parted.
    let keys: [String]
    let seed: UInt64

    init(keys: [String], seed: UInt64) { (self.keys, self.seed) = (keys, seed) }

    init(_ validation: [StoredListing], seed: UInt64) {
        self.init(keys: validation.map { $0.group.map { "group \($0)" } ?? $0.listing.id }, seed: seed)
    }

    /// The fold of each validation listing; it depends on the listing's key and on nothing else.
    func folds(_ count: Int) -> [Int] {
        keys.map { key in
            let digits = Checksum.sha256("\(seed) \(key)").prefix(8)
            return Int(digits, radix: 16).map { $0 % count } ?? 0
        }
    }
}
