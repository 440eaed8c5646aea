import SoukCatalog

extension Inspection {
    /// For a terminal.
    public var text: String {
        guard let audits else {
            return (tables.map(\.text) + [counts, categories, prices, verdicts, rules, examples]).filter {
                !$0.isEmpty
            }
            .joined(separator: "\n\n")
        }
        return SplitKind.allCases.compactMap { audits[$0.rawValue]?.text }.joined(separator: "\n\n")
    }

    private var counts: String {
        let (places, groups) = (summary.places, summary.groups)
        let pending =
            summary.pendingPhotos > 0 ? ", \(Figures.grouped(summary.pendingPhotos)) not looked at yet" : ""
        return """
            \(Figures.count(summary.listings, "listing")) (\(Figures.grouped(summary.rejectedListings)) rejected), \
            \(Figures.count(summary.photos, "photo")) (\(Figures.grouped(summary.rejectedPhotos)) rejected\(pending))
            \(lifecycles)
            with a place's name: \(Figures.grouped(places.named)), on the map: \(Figures.grouped(places.located)); \
            \(Figures.count(groups.count, "group")) of alike listings, the largest has \(groups.largest)
            """
    }

    private var lifecycles: String {
        Lifecycle.allCases.compactMap { lifecycle in
            summary.lifecycles[lifecycle.rawValue].map { "\(lifecycle.words): \(Figures.grouped($0))" }
        }.joined(separator: ", ")
    }

    private var categories: String {
        guard !summary.categories.isEmpty else { return "no categories" }
        return counted("Categories", "listings", summary.categories)
    }

    private var prices: String {
        guard !summary.prices.isEmpty else { return "" }
        let rows = summary.prices.sorted { $0.key < $1.key }.map { currency, prices in
            ReportTable.Row(cells: [
                currency.isEmpty ? "unknown" : currency, Figures.grouped(prices.count),
                amount(prices.minimum, currency),
                amount(prices.median, currency), amount(prices.maximum, currency),
                Figures.grouped(prices.doubtful.values.reduce(0, +)),
            ])
        }
        let columns = ["prices", "least", "median", "most", "doubtful"].map {
            ReportTable.Column(title: $0, isNumber: true)
        }
        return "Prices\n"
            + ReportTable(caption: "Prices", columns: [.init(title: "currency")] + columns, rows: rows).text
    }

    private var verdicts: String {
        [
            counted("Verdicts on listings", "listings", summary.listingVerdicts),
            counted("Verdicts on photos", "photos", summary.photoVerdicts),
        ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var rules: String { counted("Cleaning rules", "listings", summary.rules) }

    private var examples: String {
        guard !summary.examples.isEmpty else { return "" }
        let lines = summary.examples.map { example in
            "  \(example.rule): line \(example.line), now \"\(Figures.printable(String(example.after.title.prefix(60))))\""
        }
        return (["Examples"] + lines).joined(separator: "\n")
    }

    /// Names by count, the most frequent first.
    private func counted(_ title: String, _ unit: String, _ counts: [String: Int]) -> String {
        guard !counts.isEmpty else { return "" }
        let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            ReportTable.Row(cells: [$0.key, Figures.grouped($0.value)])
        }
        let columns = [ReportTable.Column(title: title), .init(title: unit, isNumber: true)]
        return ReportTable(caption: title, columns: columns, rows: rows).text
    }

    private func amount(_ minorUnits: Int, _ currency: String) -> String {
        Money(minorUnits, code: currency).text(.always)
    }
}

extension SplitAudit {
    var text: String {
        let parts = SplitPart.allCases.map { part in
            "\(part.rawValue) \(Figures.grouped(items[part.rawValue] ?? 0)) "
                + "(\(Figures.grouped(photos[part.rawValue] ?? 0)) photos)"
        }
        let matches = crossingMatches.values.reduce(0, +)
        return """
            split by \(kind.rawValue), seed \(seed): \(parts.joined(separator: ", "))
              crossing listings \(crossingListings), groups \(crossingGroups), photo files \(crossingPhotos), \
            alike pairs found anew \(matches)
              \(Figures.percent(testPhotosSeenInTrain)) of the test photos show a listing that training has seen
              \(isClean ? "nothing that is alike is in different parts" : "things that are alike are in different parts")
            """
    }
}
