import SoukSearch

/// Word sequences as conditions on `listings` under the name `l`.
struct WordConditions {
    let schema: GenerationSchema

    /// Whether a listing says a sequence, word after word in one field.
    func says(_ sequence: WordSequence, _ sql: inout SQLBuilder) -> String {
        let each = sequence.positions.map { "l.forms && \(sql.bind(.int32s($0.map(\.number))))::int[]" }
        guard sequence.positions.count > 1 else { return each[0] }
        let phrase = sql.bind(.text(Self.phrase(sequence)))
        return """
            (\(each.joined(separator: " AND ")) AND EXISTS (SELECT 1 FROM \(schema.texts) t
                WHERE t.row_id = l.row_id AND t.words @@ \(phrase)::tsquery))
            """
    }

    /// Whether a listing holds a wanted term, and nothing that is excluded; nil where no listing can.
    func matches(_ plan: WordPlan, _ sql: inout SQLBuilder) -> String? {
        let variants = plan.wanted.flatMap(\.variants)
        guard !variants.isEmpty, plan.total > 0 else { return nil }
        let singles = Set(
            variants.filter { $0.positions.count == 1 }.flatMap { $0.positions[0].map(\.number) })
        let several = variants.filter { $0.positions.count > 1 }
        let first = several.flatMap { $0.positions[0].map(\.number) }
        // The index over forms finds all that may match; sequences are looked at only then.
        let any = sql.bind(.int32s((singles.union(first)).sorted()))
        var conditions = ["l.forms && \(any)::int[]"]
        if !several.isEmpty {
            var choices = several.map { says($0, &sql) }
            if !singles.isEmpty {
                choices.insert("l.forms && \(sql.bind(.int32s(singles.sorted())))::int[]", at: 0)
            }
            conditions.append("(" + choices.joined(separator: " OR ") + ")")
        }
        conditions += plan.exclusions.map { "NOT \(says($0, &sql))" }
        return conditions.joined(separator: " AND ")
    }

    /// As `tsquery` reads it.
    static func phrase(_ sequence: WordSequence) -> String {
        sequence.positions.map { forms in "(" + forms.map { quoted($0.form) }.joined(separator: "|") + ")" }
            .joined(separator: "<->")
    }

    private static func quoted(_ form: String) -> String {
        var quoted = "'"
        for scalar in form.unicodeScalars {
            switch scalar {
            case "'": quoted += "''"
            case "\\": quoted += "\\\\"
            case "\0": quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "'"
    }

    /// The table `l` with a listing's score as `s.score`, by the strengths that were stored with it; what these cannot
    /// say of sequences is taken from their first word. Good for choosing candidates, which are then scored exactly.
    func scored(_ plan: WordPlan, _ sql: inout SQLBuilder) -> String {
        let terms = plan.terms.filter { $0.worth != 0 && !$0.variants.isEmpty }
        // Each strength is worked out once a listing: OFFSET 0 keeps the planner from writing it out twice.
        let strengths = terms.enumerated().map { "\(strength($1, &sql)) AS s\($0)" }
        var (wanted, covered, unwanted) = ([String](), [String](), [String]())
        for (place, term) in terms.enumerated() {
            let worth = SQLBuilder.literal(term.worth)
            if term.worth > 0 {
                wanted.append("\(worth) * s\(place)")
                covered.append("CASE WHEN s\(place) > 0 THEN \(worth) ELSE 0 END")
            } else {
                unwanted.append("\(worth) * s\(place)")
            }
        }
        let share = "least(1, (\(covered.joined(separator: " + "))) / \(SQLBuilder.literal(plan.total)))"
        let bonus = SQLBuilder.literal(WordWeights.coverageShare)
        let base = SQLBuilder.literal(1 - WordWeights.coverageShare)
        return """
            \(schema.listings) l
            CROSS JOIN LATERAL (SELECT \(strengths.joined(separator: ", ")) OFFSET 0) parts
            CROSS JOIN LATERAL (
                SELECT (\(wanted.joined(separator: " + "))) * (\(base) + \(bonus) * \(share))
                    \(unwanted.map { " + \($0)" }.joined()) AS score) s
            """
    }

    private func strength(_ term: PlannedTerm, _ sql: inout SQLBuilder) -> String {
        let variants = term.variants.map { variant -> String in
            let sum = variant.positions[0].map {
                "\(SQLBuilder.literal($0.weight)) * coalesce(l.strengths[array_position(l.forms, \($0.number))], 0)"
            }.joined(separator: " + ")
            let most = SQLBuilder.literal(variant.weight * (WordWeights.saturation + 1))
            let half = SQLBuilder.literal(WordWeights.saturation)
            let value = "\(most) * (1 - \(half) / (\(half) + \(sum)))"
            return variant.positions.count == 1
                ? value : "CASE WHEN \(says(variant, &sql)) THEN \(value) ELSE 0 END"
        }
        return variants.count == 1 ? variants[0] : "greatest(\(variants.joined(separator: ", ")))"
    }
}
