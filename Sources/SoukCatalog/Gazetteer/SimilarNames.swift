extension Gazetteer {
    /// Names of towns spelled almost like an unknown one, the nearest and then the largest first.
    ///
    /// At most one edit in a name of up to five letters, two in longer ones; the first letter must agree.
    public func similarNames(to town: String, country: String? = nil, limit: Int = 3) -> [String] {
        let key = PlaceName.key(town)
        guard key.utf8.count >= 3, key.utf8.count <= 60, let first = key.first else { return [] }
        let allowed = key.utf8.count <= 5 ? 1 : 2
        var best: [String: (distance: Int, population: Int)] = [:]
        for entry in table.entries(prefix: String(first), limit: .max)
        where (country == nil || entry.country == country)
            && abs(entry.name.utf8.count - key.utf8.count) <= allowed + 2
        {
            let distance = EditDistance.between(key, PlaceName.key(entry.name), limit: allowed)
            guard let distance, entry.population > best[entry.name]?.population ?? -1 else { continue }
            best[entry.name] = (distance, entry.population)
        }
        return best.sorted {
            ($0.value.distance, -$0.value.population, $0.key)
                < ($1.value.distance, -$1.value.population, $1.key)
        }.prefix(limit).map(\.key)
    }
}

/// Edits between two words: insertions, deletions, exchanges, and swaps of neighbours
/// (Damerau 1964, in the form of optimal string alignment).
public enum EditDistance {
    /// The number of edits; nil when it is above the limit.
    public static func between(_ one: String, _ other: String, limit: Int) -> Int? {
        let (a, b) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
        guard abs(a.count - b.count) <= limit else { return nil }
        var before = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1] + [Int](repeating: 0, count: b.count)
            for j in 0..<b.count {
                row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    row[j + 1] = min(row[j + 1], before[j - 1] + 1)
                }
            }
            guard row.min() ?? 0 <= limit else { return nil }
            (before, last) = (last, row)
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }
}
