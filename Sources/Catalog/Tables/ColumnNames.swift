/// Looks columns up by name, regardless of capitals, spaces and punctuation.
struct ColumnNames {
    private let columns: [String]

    init(_ columns: [String]) { self.columns = columns }

    /// The column of the first name that the table has.
    func first(of names: [String]) -> String? {
        let keys = columns.map(Self.key)
        return names.lazy.compactMap { name in keys.firstIndex(of: Self.key(name)) }.first.map { columns[$0] }
    }

    /// The column whose name is at most half wrong.
    func nearest(to name: String) -> String? {
        let key = Array(Self.key(name))
        let ranked = columns.filter { !$0.isEmpty }
            .map { (name: $0, distance: Self.distance(key, Array(Self.key($0)))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }),
            best.distance * 2 <= max(3, key.count + 1)
        else { return nil }
        return best.name
    }

    private static func key(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// Levenshtein's distance.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let change = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, diagonal + 1, row[j] + 1)
            }
        }
        return row[b.count]
    }
}
