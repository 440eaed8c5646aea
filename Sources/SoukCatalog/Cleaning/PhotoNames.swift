/// The photo names of a table's field: one, a list in a string, or several with a separator between them.
///
/// Between addresses a comma, a semicolon or a space separates only where another address follows: all three may stand
/// inside an address. Between file names a comma separates only where every piece looks like a file.
enum PhotoNames {
    static func parse(_ text: String) -> [String] {
        let trimmed = text.trimmingWhitespace()
        if let items = StringList.parse(trimmed) { return items.filter { !$0.isEmpty } }
        for separator in ["|", "\n"] as [Character] where trimmed.contains(separator) {
            return parts(trimmed, separator).flatMap(parse)
        }
        if trimmed.contains("//") { return addresses(trimmed) }
        if trimmed.contains(";") { return parts(trimmed, ";") }
        let pieces = parts(trimmed, ",")
        if pieces.count > 1, pieces.allSatisfy(looksLikeFile) { return pieces }
        return trimmed.isEmpty ? [] : [trimmed]
    }

    private static func parts(_ text: String, _ separator: Character) -> [String] {
        text.split(separator: separator).map { String($0).trimmingWhitespace() }.filter { !$0.isEmpty }
    }

    /// Cuts before each address that follows a separator.
    private static func addresses(_ text: String) -> [String] {
        var names: [String] = []
        var current = Substring()
        for piece in cut(text) {
            if !current.isEmpty,
                isAddress(piece.text) || isAddress(current) && looksLikeName(piece.text, piece.mark)
            {
                names.append(String(current))
                current = piece.text
            } else {
                current = current.isEmpty ? piece.text : text[current.startIndex..<piece.text.endIndex]
            }
        }
        if !current.isEmpty { names.append(String(current)) }
        return names.map { $0.trimmingWhitespace() }.filter { !$0.isEmpty }
    }

    /// The pieces between commas, semicolons and spaces, each with the separators before it.
    private static func cut(_ text: String) -> [(text: Substring, mark: Substring)] {
        var pieces: [(text: Substring, mark: Substring)] = []
        var rest = text[...]
        while !rest.isEmpty {
            let mark = rest.prefix(while: isMark)
            rest = rest[mark.endIndex...]
            let piece = rest.prefix { !isMark($0) }
            rest = rest[piece.endIndex...]
            if !piece.isEmpty { pieces.append((piece, mark)) }
        }
        return pieces
    }

    private static func isMark(_ character: Character) -> Bool {
        character == "," || character == ";" || character == " " || character == "\t"
    }

    private static func isAddress(_ piece: Substring) -> Bool {
        piece.hasPrefix("//") || piece.lowercased().hasPrefix("http://")
            || piece.lowercased().hasPrefix("https://")
    }

    /// A file's name after a separator with white space: `https://x.example/1.jpg, 2.jpg`.
    private static func looksLikeName(_ piece: Substring, _ mark: Substring) -> Bool {
        mark.count > 1 && looksLikeFile(String(piece))
    }

    private static func looksLikeFile(_ name: String) -> Bool {
        let ending = name.prefix { $0 != "?" }.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return ["jpg", "jpeg", "png", "webp", "gif", "tif", "tiff", "heic", "avif", "bmp"].contains(ending)
    }
}
