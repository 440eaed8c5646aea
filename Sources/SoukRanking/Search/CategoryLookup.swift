import SoukCatalog

/// Finds the category that a person means.
struct CategoryLookup {
    /// All paths that hold listings, parents included.
    let paths: [[String]]

    /// The path of a name (`Sofas`, `home & garden`) or of a path (`Home & Garden / Sofas`).
    ///
    /// - Throws: `request` with the nearest names when there is none, or several of one name.
    func path(_ name: String) throws(RankingError) -> [String] {
        let parts = name.split(separator: "/").map { Self.key(String($0)) }.filter { !$0.isEmpty }
        let found = paths.filter { path in
            !parts.isEmpty && path.count >= parts.count && path.suffix(parts.count).map(Self.key) == parts
        }
        let shortest = found.map(\.count).min()
        let best = found.filter { $0.count == shortest }
        if best.count == 1 { return best[0] }
        if best.count > 1 {
            throw .request(
                reason: "several categories are called \"\(name)\"",
                remedy: "Write the whole path: " + best.prefix(5).map(Self.text).joined(separator: ", ") + "."
            )
        }
        let near = nearest(to: parts.last ?? "")
        throw .request(
            reason: "there is no category \"\(name)\"",
            remedy: near.isEmpty
                ? "The categories are "
                    + paths.filter { $0.count == 1 }.prefix(20).map(Self.text).joined(separator: ", ")
                    + "."
                : "Did you mean " + near.map(Self.text).joined(separator: ", ") + "?")
    }

    /// Names with few edits, or that begin with what was typed; the nearest first.
    private func nearest(to key: String) -> [[String]] {
        guard key.count >= 2 else { return [] }
        let allowed = max(1, key.count / 3)
        return paths.compactMap { path -> (path: [String], distance: Int)? in
            let name = Self.key(path.last ?? "")
            if let distance = EditDistance.between(key, name, limit: allowed) { return (path, distance) }
            return name.contains(key)
                || name.split(separator: " ").contains { key.hasPrefix($0) && $0.count > 3 }
                ? (path, allowed + 1) : nil
        }.sorted {
            ($0.distance, $0.path.count, Self.text($0.path)) < (
                $1.distance, $1.path.count, Self.text($1.path)
            )
        }
        .prefix(3).map(\.path)
    }

    /// Small letters and digits; `&` reads as `and`.
    private static func key(_ name: String) -> String {
        PlainWords.of(name.replacing("&", with: " and ")).joined(separator: " ")
    }

    private static func text(_ path: [String]) -> String { path.joined(separator: " / ") }
}
