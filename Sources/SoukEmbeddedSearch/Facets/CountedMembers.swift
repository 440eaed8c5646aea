import SoukSearch

/// Listings whose values are counted.
final class CountedMembers {
    /// By layer, rising.
    let documents: [[Int]]
    private let snapshot: WordSnapshot
    /// By layer, the counts of all columns, where they were taken in one go.
    private var tables: [Int: [UInt32]] = [:]

    /// - Parameter rows: nil for all there are.
    init(_ snapshot: WordSnapshot, _ rows: RowSet?) {
        self.snapshot = snapshot
        documents = snapshot.documents(rows).layers.map(\.setBits)
    }

    var count: Int { documents.reduce(0) { $0 + $1.count } }

    var withPhoto: Int {
        snapshot.layers.indices.reduce(0) { sum, layer in
            sum + codes(layer, ListingColumns.Code.hasPhoto).reduce(0) { $0 + ($1.code == 0 ? 0 : $1.count) }
        }
    }

    /// How many listings of a layer have each value of a column; 0 stands for none.
    func codes(_ layer: Int, _ column: Int) -> [(code: Int, count: Int)] {
        let (columns, listings) = (snapshot.layers[layer].segment.columns, documents[layer])
        let width = Self.width(columns)
        // Of few listings, the values that they have are looked at; of many, all that there are.
        guard listings.count < width / 8 else {
            let table = tables[layer] ?? Self.table(columns, listings)
            tables[layer] = table
            return (0..<width).compactMap { code in
                let count = table[column * width + code]
                return count > 0 ? (code, Int(count)) : nil
            }
        }
        var codes = listings.map { columns.code($0, column) }
        codes.sort()
        var counts: [(code: Int, count: Int)] = []
        for code in codes {
            if counts.last?.code == code {
                counts[counts.count - 1].count += 1
            } else {
                counts.append((code, 1))
            }
        }
        return counts
    }

    /// More than any code: of values, and of flags.
    private static func width(_ columns: ListingColumns) -> Int {
        max(columns.values.count, 1 << VectorField.allCases.count)
    }

    /// `[columns, width]`: a listing's codes lie side by side, and are read once for all columns.
    private static func table(_ columns: ListingColumns, _ listings: [Int]) -> [UInt32] {
        let (width, count) = (width(columns), ListingColumns.Code.count)
        var table = [UInt32](repeating: 0, count: count * width)
        for listing in listings {
            for column in 0..<count { table[column * width + columns.code(listing, column)] += 1 }
        }
        return table
    }
}
