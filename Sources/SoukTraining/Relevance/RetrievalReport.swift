import SoukCatalog

/// What was found of several systems on several sets of queries: for the terminal, programs and a page.
public struct RetrievalReport: Sendable, Encodable {
    public var title: String
    /// A sentence that says on what.
    public var lead: String
    public var trials: [Trial]

    /// One set of queries, asked of all systems.
    public struct Trial: Sendable, Encodable {
        /// For programs: `title_to_listing`.
        public var name: String
        /// For people.
        public var title: String
        public var queries: Int
        /// How many listings were searched.
        public var haystack: Int
        public var systems: [System]
        public var differences: [Difference]

        public init(
            name: String, title: String, queries: Int, haystack: Int, systems: [System],
            differences: [Difference]
        ) {
            (self.name, self.title, self.queries, self.haystack) = (name, title, queries, haystack)
            (self.systems, self.differences) = (systems, differences)
        }
    }

    public struct System: Sendable, Encodable {
        public var name: String
        public var title: String
        public var figures: [Figure]
        /// What the trial is about, among what it is compared with.
        public var isOwn: Bool

        public init(name: String, title: String, figures: [Figure], isOwn: Bool) {
            (self.name, self.title, self.figures, self.isOwn) = (name, title, figures, isOwn)
        }
    }

    public struct Figure: Sendable, Encodable {
        /// `recall@10`.
        public var name: String
        public var estimate: Estimate
        /// What a perfect ranking reaches, where it is not 1.
        public var ceiling: Double?

        public init(name: String, estimate: Estimate, ceiling: Double? = nil) {
            (self.name, self.estimate, self.ceiling) = (name, estimate, ceiling)
        }
    }

    /// One system less one of its parts.
    public struct Difference: Sendable, Encodable {
        public var system: String
        public var part: String
        public var figure: String
        public var comparison: PairedComparison

        public init(system: String, part: String, figure: String, comparison: PairedComparison) {
            (self.system, self.part, self.figure, self.comparison) = (system, part, figure, comparison)
        }
    }

    public init(title: String, lead: String, trials: [Trial]) {
        (self.title, self.lead, self.trials) = (title, lead, trials)
    }
}

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
    private enum CodingKeys: String, CodingKey {
        case name, estimate, ceiling
        case shareOfCeiling = "share_of_ceiling"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(estimate, forKey: .estimate)
        try container.encodeIfPresent(ceiling, forKey: .ceiling)
        try container.encodeIfPresent(shareOfCeiling, forKey: .shareOfCeiling)
    }

    /// How much of what can be reached was reached; nil where nobody knows what can be.
    public var shareOfCeiling: Double? {
        ceiling.flatMap { $0 > 0 ? estimate.mean / $0 : nil }
    }

    /// For people, where the ceiling is below 1.
    fileprivate var share: String {
        guard let ceiling, ceiling < 0.999_5, let shareOfCeiling else { return "" }
        return " (\(Figures.percent(shareOfCeiling)) of \(Figures.decimal(ceiling, places: 3)))"
    }
}
