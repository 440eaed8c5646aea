/// A list that a table's field writes as text: JSON's `["a", "b"]` or Python's `['a', 'b']`.
enum StringList {
    /// The items; nil when the text is no list.
    static func parse(_ text: String) -> [String]? {
        guard text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count <= 1 << 20 else { return nil }
        if let items = (try? JSONParser.parse(text.utf8))?.items {
            return items.map(\.fieldText)
        }
        return quoted(Array(text.unicodeScalars.dropFirst().dropLast()))
    }

    private static func quoted(_ text: Scalars) -> [String]? {
        var items: [String] = []
        var index = 0
        while index < text.count {
            if text[index].isSpace || text[index] == "," {
                index += 1
                continue
            }
            var item = Scalars()
            let quote: Unicode.Scalar? = text[index] == "'" || text[index] == "\"" ? text[index] : nil
            if quote != nil { index += 1 }
            while index < text.count, quote == nil ? text[index] != "," : text[index] != quote {
                if text[index] == "\\", index + 1 < text.count { index += 1 }
                item.append(text[index])
                index += 1
            }
            if quote != nil { index += 1 }
            items.append(String(item).trimmingWhitespace())
        }
        return items.isEmpty ? nil : items
    }
}
