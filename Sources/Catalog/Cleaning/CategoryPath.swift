/// Reads category paths: `A / B`, `A > B`, `A >> B`, `["A >> B"]`. Commas belong to the names.
enum CategoryPath {
    /// The levels from the top down, and whether they stood in a list.
    static func parse(_ text: String) -> (levels: [String], inList: Bool) {
        let text = tidy(text)
        guard let items = ListInString.parse(text) else { return (levels(text), false) }
        // A list of levels, or of paths to the same thing: then the first one.
        let first = items.first.map(levels) ?? []
        return (first.count > 1 ? first : items.map(tidy).filter { !$0.isEmpty }, true)
    }

    private static func levels(_ path: String) -> [String] {
        split(path).map { $0.trimmingWhitespace() }.filter { !$0.isEmpty }
    }

    private static let separators = [
        " >> ", " > ", " / ", " | ", " :: ", " » ", " › ", ">>", ">", "|", "»", "›",
    ]
    .map { Scalars($0.unicodeScalars) }

    private static func split(_ text: String) -> [String] {
        // Padded so that separators at the ends are found with their spaces.
        let scalars = Scalars(" \(text) ".unicodeScalars)
        let found = separators.first { separator in
            scalars.indices.contains { scalars.has(separator, at: $0) }
        }
        guard let found else { return [text] }
        var levels: [String] = []
        var start = 0
        var index = 0
        while index < scalars.count {
            if scalars.has(found, at: index) {
                levels.append(String(scalars[start..<index]))
                index += found.count
                start = index
            } else {
                index += 1
            }
        }
        return levels + [String(scalars[start...])]
    }

    private static func tidy(_ level: String) -> String {
        var ignored: Set<CleaningRule> = []
        return TextCleaner(keepContacts: true).clean(level, singleLine: true, fired: &ignored)
    }
}
