import SoukSearch

/// Which listings a search finds, as a condition on `listings` under the name `l`: those that hold enough of its words
/// (``WordMatch``), and those that are near enough by a vector. The filter comes on top.
struct ResultSet {
    let schema: GenerationSchema
    /// nil where nothing is looked for by words.
    let plan: WordPlan?
    /// What the words demand; nil where no words can be looked for.
    private(set) var rule: WordMatch?
    /// Without words and vectors every listing is found.
    let looksForSomething: Bool
    /// The rows that vectors find, whatever they hold.
    private(set) var near: Set<Int> = []

    init(schema: GenerationSchema, plan: WordPlan?, looksForSomething: Bool) {
        (self.schema, self.plan, self.looksForSomething) = (schema, plan, looksForSomething)
    }

    mutating func add(_ rows: some Sequence<Int>) { near.formUnion(rows) }

    mutating func demand(_ rule: WordMatch) { self.rule = rule }

    /// Whether a listing is found; nil where none can be.
    func condition(_ sql: inout SQLBuilder) -> String? {
        guard looksForSomething else { return "true" }
        var choices: [String] = []
        if let words = words(&sql) { choices.append("(\(words))") }
        if !near.isEmpty { choices.append("l.row_id = ANY (\(sql.bind(.ints(near.sorted())))::bigint[])") }
        return choices.isEmpty ? nil : "(\(choices.joined(separator: " OR ")))"
    }

    private func words(_ sql: inout SQLBuilder) -> String? {
        guard let plan, let rule, let holds = WordConditions(schema: schema).matches(plan, &sql) else {
            return nil
        }
        let weights = rule.terms.map(\.weight)
        // Where the least that can be held is enough, holding anything is.
        guard rule.terms.count > 1, let lightest = weights.min(), lightest < rule.least - WordMatch.rounding
        else { return holds }
        let held = terms.compactMap { place, term -> String? in
            says(term, &sql).map { "CASE WHEN \($0) THEN \(SQLBuilder.literal(weights[place])) ELSE 0 END" }
        }
        guard !held.isEmpty else { return nil }
        let least = SQLBuilder.literal(rule.least - WordMatch.rounding)
        return "\(holds) AND \(held.joined(separator: " + ")) >= \(least)"
    }

    /// The plan's terms by their places in the rule.
    private var terms: [(place: Int, term: PlannedTerm)] {
        guard let plan, let rule else { return [] }
        return rule.terms.enumerated().compactMap { place, term in
            plan.wanted.first { $0.term.text == term.text }.map { (place, $0) }
        }
    }

    private func says(_ term: PlannedTerm, _ sql: inout SQLBuilder) -> String? {
        guard !term.variants.isEmpty else { return nil }
        let words = WordConditions(schema: schema)
        let singles = Set(
            term.variants.filter { $0.positions.count == 1 }.flatMap { $0.positions[0].map(\.number) })
        var choices = term.variants.filter { $0.positions.count > 1 }.map { words.says($0, &sql) }
        if !singles.isEmpty {
            choices.insert("l.forms && \(sql.bind(.int32s(singles.sorted())))::int[]", at: 0)
        }
        return "(\(choices.joined(separator: " OR ")))"
    }

    /// Which of the rule's terms a listing holds, as bits from the lowest on. Nothing that is excluded counts.
    func held(_ sql: inout SQLBuilder) -> String {
        let bits = terms.compactMap { place, term in
            says(term, &sql).map { "CASE WHEN \($0) THEN \(1 << place)::bigint ELSE 0 END" }
        }
        let excluded = (plan?.exclusions ?? []).map { WordConditions(schema: schema).says($0, &sql) }
        let sum = bits.isEmpty ? "0::bigint" : bits.joined(separator: " + ")
        return excluded.isEmpty
            ? sum : "CASE WHEN \(excluded.joined(separator: " OR ")) THEN 0 ELSE \(sum) END"
    }
}
