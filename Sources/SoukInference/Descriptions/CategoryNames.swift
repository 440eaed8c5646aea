package import SoukCatalog

/// The categories that a listing model knows, each list sorted.
public struct CategoryNames: Sendable, Codable, Equatable {
    public var classes, fine, paths: [String]

    package init(classes: [String], fine: [String], paths: [String]) {
        (self.classes, self.fine, self.paths) = (classes, fine, paths)
    }

    package init(of listings: [StoredListing]) {
        let paths = listings.map(\.listing.categoryPath)
        func frequent(_ depth: Int, _ minimum: Int) -> [String] {
            Dictionary(grouping: paths.map { Self.key($0, depth) }, by: { $0 })
                .filter { $0.value.count >= minimum }.keys.sorted()
        }
        (classes, fine, self.paths) = (frequent(1, 1), frequent(2, 5), frequent(.max, 4))
    }

    /// Of a marketplace that has no categories, or only one: there is nothing to tell apart. A head has two outputs at
    /// least, so these two names say nothing.
    package static let none = CategoryNames(classes: ["", ""], fine: [], paths: [])

    /// Whether there are categories to tell apart.
    public var areSeveral: Bool { Set(classes).count > 1 }

    package static func key(_ path: [String], _ depth: Int) -> String {
        path.prefix(depth).joined(separator: " / ")
    }
}
