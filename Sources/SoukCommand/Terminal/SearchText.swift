import SoukRanking

/// The lines around the results of a search.
enum SearchText {
    static func heading(_ answer: SearchAnswer) -> [String] {
        var lines: [String] = []
        for phrase in answer.query?.phrases ?? [] { lines.append("understood: \(phrase.text)") }
        lines += (answer.query?.notes ?? []).map(\.description)
        switch answer.verdict {
        case .nothingRelevant:
            lines.append(
                answer.results.isEmpty ? "Nothing was found." : "Nothing relevant was found; the nearest are:"
            )
        case .relevant, .unjudged: break
        }
        return lines
    }

    static func closing(_ answer: SearchAnswer, suffix: String) -> [String] {
        var lines: [String] = []
        if let matching = answer.matching {
            lines.append(
                "\n\(answer.results.count) shown; \(matching) listings found; "
                    + "\(ResultTable.decimal(answer.timings.total)) ms")
        }
        if let cursor = answer.cursor { lines.append("more: souk search --page \(cursor)\(suffix)") }
        return lines
    }
}
