/// Reads the photo names that a listings table holds in one column.
enum PhotoNames {
    /// The names in their order: a list, or names between bars, semicolons, line ends or commas.
    static func parse(_ text: String) -> [String] {
        if let items = ListInString.parse(text) { return items.filter { !$0.isEmpty } }
        for separator in ["|", "\n", ";", ","] as [Character] where text.contains(separator) {
            let parts = text.split(separator: separator).map { $0.trimmingWhitespace() }.filter {
                !$0.isEmpty
            }
            // A comma or semicolon may be a part of one name or address.
            if separator == "|" || separator == "\n" || parts.allSatisfy(looksLikeName) { return parts }
        }
        let name = text.trimmingWhitespace()
        return name.isEmpty ? [] : [name]
    }

    private static func looksLikeName(_ text: String) -> Bool {
        text.contains("://") || text.dropFirst().suffix(6).contains(".")
    }
}
