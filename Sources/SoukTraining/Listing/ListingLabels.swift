import SoukCatalog
import SoukInference

/// The categories of listings as numbers.
struct ListingLabels: Sendable {
    /// Top level, second level and whole path of each listing; -100 for what is too rare to learn.
    let classes, fine, path: [Int64]
    /// Duplicate groups: listings of one group are no wrong answers to each other's queries.
    let groups: [Int]

    init(classes: [Int64], fine: [Int64], path: [Int64], groups: [Int]) {
        (self.classes, self.fine, self.path, self.groups) = (classes, fine, path, groups)
    }

    init(_ listings: [StoredListing], names: CategoryNames) {
        groups = listings.enumerated().map { $1.group ?? -1 - $0 }
        guard names.areSeveral else {
            classes = listings.map { _ in 0 }
            (fine, path) = (listings.map { _ in -100 }, listings.map { _ in -100 })
            return
        }
        func number(_ listing: StoredListing, _ depth: Int, _ names: [String]) -> Int64 {
            names.firstIndex(of: CategoryNames.key(listing.listing.categoryPath, depth)).map(Int64.init)
                ?? -100
        }
        classes = listings.map { number($0, 1, names.classes) }
        fine = listings.map { number($0, 2, names.fine) }
        path = listings.map { number($0, .max, names.paths) }
    }
}

extension ListingLabels {
    func subset(_ places: [Int]) -> ListingLabels {
        ListingLabels(
            classes: places.map { classes[$0] }, fine: places.map { fine[$0] }, path: places.map { path[$0] },
            groups: places.map { groups[$0] })
    }

    func appending(_ other: ListingLabels) -> ListingLabels {
        ListingLabels(
            classes: classes + other.classes, fine: fine + other.fine, path: path + other.path,
            groups: groups + other.groups.map { $0 < 0 ? $0 - groups.count : $0 })
    }
}
