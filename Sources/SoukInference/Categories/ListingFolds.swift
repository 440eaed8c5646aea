package import SoukCatalog

/// Which listings a copy of a classifier leaves out.
///
/// Each of several copies learns from all folds but one. So every listing has a copy that has never seen it, whose
/// answers tell how far the classifier can be trusted, and yet all listings are learned from (stacking, Wolpert 1992).
package struct ListingFolds: Sendable {
    /// What tells a listing's fold: duplicates have one key, so that they are never parted.
    package let keys: [String]
    package let seed: UInt64

    package init(keys: [String], seed: UInt64) { (self.keys, self.seed) = (keys, seed) }

    package init(_ listings: [StoredListing], seed: UInt64) {
        self.init(keys: listings.map { $0.group.map { "group \($0)" } ?? $0.listing.id }, seed: seed)
    }

    /// The fold of each listing; it depends on the listing's key and on nothing else.
    package func folds(_ count: Int) -> [Int] {
        keys.map { key in
            let digits = Checksum.sha256("\(seed) \(key)").prefix(8)
            return Int(digits, radix: 16).map { $0 % count } ?? 0
        }
    }
}
