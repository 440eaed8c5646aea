/// The photo names of a table's field: one, a list in a string, or several with `|`, `;`, commas or spaces between addresses.
enum PhotoNames {
    static func parse(_ text: String) -> [String] {
        let trimmed = text.trimmingWhitespace()
        if let items = StringList.parse(trimmed) { return items.filter { !$0.isEmpty } }
        for separator in ["|", ";", "\n"] as [Character] where trimmed.contains(separator) {
            return parts(trimmed, separator)
        }
        let pieces = parts(trimmed, ",")
        if pieces.count > 1, pieces.allSatisfy(looksLikeFile) { return pieces }
        let words = parts(trimmed, " ")
        if words.count > 1, words.allSatisfy({ $0.contains("://") }) { return words }
        return trimmed.isEmpty ? [] : [trimmed]
    }

    private static func parts(_ text: String, _ separator: Character) -> [String] {
        text.split(separator: separator).map { String($0).trimmingWhitespace() }.filter { !$0.isEmpty }
    }

    private static func looksLikeFile(_ name: String) -> Bool {
        let ending = name.prefix { $0 != "?" }.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return ["jpg", "jpeg", "png", "webp", "gif", "tif", "tiff", "heic", "avif", "bmp"].contains(ending)
            || name.contains("://")
    }
}
