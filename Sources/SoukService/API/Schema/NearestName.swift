import SoukCatalog

/// The known name that someone probably meant.
enum NearestName {
    /// "Did you mean limit?"; nil when nothing is near.
    static func question(_ name: String, among known: [String]) -> String? {
        guard name.utf8.count <= 64 else { return nil }
        let folded = fold(name)
        let near = known.compactMap { candidate in
            EditDistance.between(folded, fold(candidate), limit: max(1, candidate.count / 3)).map {
                ($0, candidate)
            }
        }
        return near.min { ($0.0, $0.1) < ($1.0, $1.1) }.map { "Did you mean \($0.1)?" }
    }

    /// `minimumPrice`, `minimum-price` and `Minimum_Price` are alike.
    private static func fold(_ name: String) -> String { name.lowercased().filter { $0 != "_" && $0 != "-" } }
}
