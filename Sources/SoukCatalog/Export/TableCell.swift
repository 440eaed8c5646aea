/// Cells of tables that people open in a spreadsheet, which takes a text that begins like a formula for one.
enum TableCell {
    private static let beginnings: Set<UInt8> = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D]
    private static let mark = UInt8(ascii: "'")

    /// With an apostrophe before what a spreadsheet would compute; numbers stay numbers.
    static func neutral(_ text: String) -> String {
        isMarked(text.utf8[...]) || startsFormula(text.utf8[...]) && Double(text) == nil ? "'" + text : text
    }

    /// What `neutral` was given.
    static func restored(_ text: String) -> String {
        guard text.utf8.first == mark, isMarked(text.utf8[...]) else { return text }
        return String(decoding: text.utf8.dropFirst(), as: UTF8.self)
    }

    /// Apostrophes and then the beginning of a formula.
    private static func isMarked(_ bytes: Substring.UTF8View) -> Bool {
        guard bytes.first == mark else { return false }
        return startsFormula(bytes.drop { $0 == mark })
    }

    private static func startsFormula(_ bytes: Substring.UTF8View) -> Bool {
        bytes.first.map(beginnings.contains) ?? false
    }

    /// Quoted where a separator, a quotation mark or a line break is in it, or white space at an end.
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { ![0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        guard !isPlain || text.utf8.first == 0x20 || text.utf8.last == 0x20 else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

extension TableRecord {
    /// With the apostrophes taken away that keep spreadsheets from computing.
    var restored: TableRecord {
        guard fields.contains(where: { $0.value.utf8.first == UInt8(ascii: "'") }) else { return self }
        var copy = self
        for place in copy.fields.indices {
            copy.fields[place].value = TableCell.restored(fields[place].value)
        }
        return copy
    }
}
