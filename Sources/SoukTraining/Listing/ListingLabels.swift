import SoukCatalog

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
        func number(_ listing: StoredListing, _ depth: Int, _ names: [String]) -> Int64 {
            names.firstIndex(of: CategoryNames.key(listing.listing.categoryPath, depth)).map(Int64.init)
                ?? -100
        }
        classes = listings.map { number($0, 1, names.classes) }
        fine = listings.map { number($0, 2, names.fine) }
        path = listings.map { number($0, .max, names.paths) }
        groups = listings.enumerated().map { $1.group ?? -1 - $0 }
    }
}

/// The categories that a listing model knows, each list sorted.
public struct CategoryNames: Sendable, Codable, Equatable {
    public var classes, fine, paths: [String]

    init(classes: [String], fine: [String], paths: [String]) {
        (self.classes, self.fine, self.paths) = (classes, fine, paths)
    }

    init(of listings: [StoredListing]) {
        let paths = listings.map(\.listing.categoryPath)
        func frequent(_ depth: Int, _ minimum: Int) -> [String] {
            Dictionary(grouping: paths.map { Self.key($0, depth) }, by: { $0 })
                .filter { $0.value.count >= minimum }.keys.sorted()
        }
        (classes, fine, self.paths) = (frequent(1, 1), frequent(2, 5), frequent(.max, 4))
    }

    static func key(_ path: [String], _ depth: Int) -> String { path.prefix(depth).joined(separator: " / ") }
}
