public import SoukCatalog

extension ImportUnderstanding {
    /// For a terminal: a table of the columns, and what the listings lack.
    public var text: String {
        [
            "\(Figures.printable(table)): \(layout), \(Figures.count(rows, "row"))", columnTable, lacking,
            money, unused,
        ]
        .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var columnTable: String {
        let titles = ["column", "field", "sure", "filled", "example", "what became of it"]
        let shown =
            columns.filter { $0.field != nil }
            + columns.filter { $0.field == nil && $0.filled > 0 }.prefix(30)
        let rows = shown.map { column in
            ReportTable.Row(cells: [
                Figures.printable(String(column.name.prefix(32))), column.field ?? "-",
                column.confidence.map { Figures.percent($0, places: 0) } ?? "",
                Figures.grouped(column.filled),
                Figures.printable(column.example ?? ""), column.outcome,
            ])
        }
        let table = titles.map { ReportTable.Column(title: $0, isNumber: $0 == "sure" || $0 == "filled") }
        return ReportTable(caption: "Columns", columns: table, rows: rows).text
    }

    private var lacking: String {
        let counts = [
            ("title", listings.withoutTitle), ("price", listings.withoutPrice),
            ("category", listings.withoutCategory), ("place", listings.withoutPlace),
            ("photo", listings.withoutPhoto),
        ].map { "\($0) \(Figures.grouped($1))" }
        return
            "\(Figures.count(listings.usable, "listing")), \(Figures.grouped(listings.rejected)) rejected; without: "
            + counts.joined(separator: ", ")
    }

    private var money: String {
        guard !listings.currencies.isEmpty else { return "" }
        let counts = listings.currencies.sorted { $0.key < $1.key }.map { code, count in
            "\(code.isEmpty ? "unknown" : code) \(Figures.grouped(count))"
        }
        return "currencies: " + counts.joined(separator: ", ")
    }

    private var unused: String {
        let names = unusedColumns
        guard !names.isEmpty else { return "" }
        let shown = names.prefix(30).map { "\"\(Figures.printable(String($0.prefix(40))))\"" }.joined(
            separator: ", ")
        return "columns not used as fields (\(names.count)): \(shown)" + (names.count > 30 ? ", …" : "")
    }
}
