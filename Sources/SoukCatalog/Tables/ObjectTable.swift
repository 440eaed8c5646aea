/// A row whose cells have names of their own: a JSON object, an item of a feed.
struct ObjectRow {
    /// Where it starts, from 1.
    var line: Int
    /// In their order.
    var cells: [(name: String, value: String)]
    var problem: String?
}

/// Makes a table of rows with names: the columns are the names of the first rows.
struct ObjectTable {
    /// How many rows are read ahead for the names of the columns.
    private static let lookahead = 1000

    let columns: [String]
    private var waiting: ArraySlice<ObjectRow>
    private var number = 0
    private let known: Set<String>

    /// Reads the first rows.
    ///
    /// - Parameter next: nil at the end.
    init(sorted: Bool, next: () throws(CatalogError) -> ObjectRow?) throws(CatalogError) {
        var rows: [ObjectRow] = []
        var size = 0
        while rows.count < Self.lookahead, size < 1 << 20, let row = try next() {
            rows.append(row)
            size += row.cells.reduce(0) { $0 + $1.value.utf8.count }
        }
        var names: [String] = []
        var known: Set<String> = []
        for row in rows where row.problem == nil {
            for cell in row.cells where known.insert(cell.name).inserted { names.append(cell.name) }
        }
        columns = sorted ? names.sorted() : names
        self.known = known
        waiting = rows[...]
    }

    mutating func next(_ more: () throws(CatalogError) -> ObjectRow?) throws(CatalogError) -> TableRecord? {
        var first = waiting.popFirst()
        if first == nil { first = try more() }
        guard let row = first else { return nil }
        number += 1
        guard row.problem == nil else {
            return TableRecord(number: number, line: row.line, fields: row.cells, problem: row.problem)
        }
        let values = Dictionary(
            row.cells.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let fields =
            columns.map { (name: $0, value: values[$0] ?? "") }
            + row.cells.filter { !known.contains($0.name) }
        return TableRecord(number: number, line: row.line, fields: fields)
    }
}
