/// A category path as one text, so that a subtree is what begins with its root's key.
enum CategoryKey {
    static let separator: Character = "\u{1F}"

    /// `Home␟Mirrors␟`; empty for an unknown category.
    static func key(_ path: [String]) -> String { path.map { $0 + String(separator) }.joined() }

    static func path(_ key: String) -> [String] {
        key.split(separator: separator, omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
