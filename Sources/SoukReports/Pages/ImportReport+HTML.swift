import SoukCatalog

extension ImportReport {
    /// The report as one page.
    public func html() -> String {
        var sections = [Page.Section("counts", "What was found", counts)]
        if !categories.isEmpty { sections.append(.init("categories", "Categories", categoryFigure)) }
        if !prices.isEmpty { sections.append(.init("prices", "Prices", priceFigure)) }
        if !rules.isEmpty { sections.append(.init("rules", "What was mended", ruleTables)) }
        if let contactSheet {
            sections.append(
                .init(
                    "photos", "Photos, before and after",
                    """
                    <figure class="wide">\(contactSheet.html)
                    <figcaption class="note">\(contactSheet.caption)</figcaption></figure>
                    """))
        }
        if !reasons.isEmpty { sections.append(.init("verdicts", "Every verdict", reasonTable.html)) }
        return Page(title: "\(title), imported", lead: lead, sections: sections).html()
    }

    private var lead: String {
        let time = seconds.map { " in \(Figures.duration(seconds: $0))" } ?? ""
        return
            "\(Figures.grouped(listings.total)) listings and \(Figures.grouped(photos.total)) photos\(time); "
            + "each has a verdict, nothing is lost."
    }

    private var tiles: [Tile] {
        var tiles = [
            Tile(label: "listings", value: Figures.grouped(listings.total), note: note(listings)),
            Tile(label: "photos", value: Figures.grouped(photos.total), note: note(photos)),
            Tile(label: "categories", value: Figures.grouped(categories.count)),
        ]
        if let shownListings, shownListings < listings.ok + listings.repaired {
            let gone = listings.ok + listings.repaired - shownListings
            tiles.append(
                Tile(
                    label: "on sale", value: Figures.grouped(shownListings),
                    note: "\(Figures.grouped(gone)) sold, withdrawn or expired"))
        }
        if let duplicateGroups {
            tiles.append(
                Tile(
                    label: "duplicate groups", value: Figures.grouped(duplicateGroups),
                    note: "kept together when splitting"))
        }
        return tiles
    }

    private func note(_ verdicts: Verdicts) -> String { "\(Figures.grouped(verdicts.rejected)) rejected" }

    var counts: HTML { "\(Tile.row(tiles))\n\(verdictTable.html)" }

    private var verdictTable: ReportTable {
        let row = { (name: String, verdicts: Verdicts) -> ReportTable.Row in
            let counts = [verdicts.ok, verdicts.repaired, verdicts.rejected, verdicts.total]
            return .init(cells: [name] + counts.map(Figures.grouped))
        }
        return ReportTable(
            caption: "Verdicts",
            columns: [.init(title: "what")]
                + ["ok", "repaired", "rejected", "all"].map { .init(title: $0, isNumber: true) },
            rows: [row("listings", listings), row("photos", photos)])
    }

    var categoryFigure: HTML {
        let subtitle = "listings by top-level category"
        return Figure.html(BarChart.counts(title: "Categories", subtitle: subtitle, categories).svg())
    }

    private var priceFigure: HTML {
        let middle = prices.sorted()[prices.count / 2]
        let median = Money(middle, currency).text(.always)
        let histogram = Histogram.prices(
            prices, currency: currency, title: "Asking prices",
            subtitle: "\(Figures.grouped(prices.count)) listings with a price, median \(median)")
        return Figure.html(histogram.svg())
    }

    private var ruleTables: HTML {
        let sorted = rules.sorted { ($0.count, $1.name) > ($1.count, $0.name) }
        let counts = ReportTable(
            caption: "Cleaning rules and how often each fired",
            columns: [.init(title: "rule"), .init(title: "times", isNumber: true)],
            rows: sorted.map { .init(cells: [$0.name, Figures.grouped($0.count)]) })
        let examples = ReportTable(
            caption: "Examples",
            columns: [.init(title: "rule"), .init(title: "before"), .init(title: "after")],
            rows: sorted.flatMap { rule in
                rule.examples.map { .init(cells: [rule.name, Self.short($0.before), Self.short($0.after)]) }
            })
        return "\(counts.html)\n\(examples.rows.isEmpty ? .empty : examples.html)"
    }

    private var reasonTable: ReportTable {
        ReportTable(
            caption: "Verdicts other than ok, the most frequent first",
            columns: [.init(title: "what"), .init(title: "verdict"), .init(title: "times", isNumber: true)],
            rows: reasons.sorted { ($0.count, $1.verdict) > ($1.count, $0.verdict) }.map {
                .init(cells: [$0.item, $0.verdict, Figures.grouped($0.count)])
            })
    }

    /// Descriptions can be long; their beginning shows what a rule does.
    private static func short(_ text: String) -> String { Drawing.shortened(text, to: 240) }
}
