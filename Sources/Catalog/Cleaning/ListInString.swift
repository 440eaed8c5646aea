/// Reads lists that tables hold as one text: `["a", "b"]` as JSON and Python write it.
enum ListInString {
    /// nil when the text is no such list.
    static func parse(_ text: String) -> [String]? {
        let scalars = Scalars(text.trimmingWhitespace().unicodeScalars)
        guard scalars.count >= 2, scalars.first == "[", scalars.last == "]" else { return nil }
        var items: [String] = []
        var index = 1
        while index < scalars.count - 1 {
            let scalar = scalars[index]
            if scalar.isSpace || scalar == "," {
                index += 1
            } else if scalar == "\"" || scalar == "'" {
                guard let (item, end) = quoted(scalars, at: index) else { return nil }
                items.append(item)
                index = end
            } else {
                let item = scalars[index..<(scalars.count - 1)].prefix { $0 != "," }
                items.append(String(item).trimmingWhitespace())
                index += item.count
            }
        }
        return items
    }

    /// A quote ends the item only before a comma or the list's end: `'Men's Shoes'` is one.
    private static func quoted(_ text: Scalars, at start: Int) -> (String, end: Int)? {
        var item: Scalars = []
        var index = start + 1
        while index < text.count - 1 {
            let scalar = text[index]
            if scalar == "\\", index + 2 < text.count, ["\"", "'", "\\", "/"].contains(text[index + 1]) {
                item.append(text[index + 1])
                index += 2
                continue
            }
            if scalar == text[start] {
                var after = index + 1
                while after < text.count - 1, text[after].isSpace { after += 1 }
                if after == text.count - 1 || text[after] == "," { return (String(item), index + 1) }
            }
            item.append(scalar)
            index += 1
        }
        return nil
    }
}
