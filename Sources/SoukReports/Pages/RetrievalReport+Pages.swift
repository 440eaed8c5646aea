import SoukCatalog
public import SoukEvaluation

extension RetrievalReport {
    /// For the terminal.
    public var text: String {
        let parts = trials.map { trial in
            let lines = ["\(trial.title): \(trial.size)", trial.table.text]
            return (trial.differences.isEmpty ? lines : lines + [trial.comparison.text]).joined(
                separator: "\n")
        }
        return ([title, lead] + parts).joined(separator: "\n\n")
    }

    /// The report as one page.
    public var html: String {
        Page(
            title: title, lead: lead,
            sections: trials.map { trial in
                let differences = trial.differences.isEmpty ? HTML.empty : trial.comparison.html
                return Page.Section(
                    trial.name, trial.title,
                    """
                    <p>\(trial.size). Intervals: bootstrap over queries, 95 %.</p>
                    \(trial.table.html)
                    \(differences)
                    """)
            }
        ).html()
    }
}

extension RetrievalReport.Trial {
    fileprivate var size: String {
        "\(Figures.grouped(queries)) queries, \(Figures.grouped(haystack)) to search"
    }

    fileprivate var table: ReportTable {
        let names = systems.first?.figures.map(\.name) ?? []
        return ReportTable(
            caption: title,
            columns: [.init(title: "system")]
                + names.flatMap { [.init(title: $0, isNumber: true), .init(title: "95 %", isNumber: true)] },
            rows: systems.map { system in
                .init(
                    cells: [system.title]
                        + system.figures.flatMap { figure in
                            [
                                Figures.decimal(figure.estimate.mean, places: 3) + figure.share,
                                Self.range(figure.estimate),
                            ]
                        },
                    isOwn: system.isOwn)
            })
    }

    fileprivate var comparison: ReportTable {
        ReportTable(
            caption: "Differences, query by query",
            columns: [.init(title: "system less part"), .init(title: "figure")]
                + ["difference", "95 %", "p"].map { .init(title: $0, isNumber: true) },
            rows: differences.map { difference in
                .init(
                    cells: [
                        "\(difference.system) - \(difference.part)", difference.figure,
                        Self.signed(difference.comparison.difference.mean),
                        Self.range(difference.comparison.difference),
                        Figures.decimal(difference.comparison.permutationP, places: 3),
                    ], isOwn: difference.comparison.isBetterBeyondNoise)
            })
    }

    private static func range(_ estimate: Estimate) -> String {
        "\(Figures.decimal(estimate.lower, places: 3)) to \(Figures.decimal(estimate.upper, places: 3))"
    }

    private static func signed(_ value: Double) -> String {
        (value < 0 ? "" : "+") + Figures.decimal(value, places: 4)
    }
}

extension RetrievalReport.Figure {
    /// For people, where the ceiling is below 1.
    fileprivate var share: String {
        guard let ceiling, ceiling < 0.999_5, let shareOfCeiling else { return "" }
        return " (\(Figures.percent(shareOfCeiling)) of \(Figures.decimal(ceiling, places: 3)))"
    }
}
