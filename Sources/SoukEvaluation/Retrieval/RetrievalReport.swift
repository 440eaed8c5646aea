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
}
