/// A category path as one text, so that a subtree is what begins with its root's key.
package enum CategoryKey {
    package static let separator: Character = "\u{1F}"

    /// `Home␟Mirrors␟`; empty for an unknown category.
    package static func key(_ path: [String]) -> String { path.map { $0 + String(separator) }.joined() }

    package static func path(_ key: String) -> [String] {
        key.utf8.split(separator: 0x1F, omittingEmptySubsequences: false).dropLast().map {
            String(Substring($0))
        }
    }
}

/// The paths of many keys, each taken apart once: hundreds of listings share a few categories.
package struct CategoryPaths {
    private var known: [String: [String]] = [:]

    package init() {}

    package subscript(key: String) -> [String] {
        mutating get {
            if let path = known[key] { return path }
            let path = CategoryKey.path(key)
            known[key] = path
            return path
        }
    }
}
