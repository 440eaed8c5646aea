import Foundation

/// Category paths as text that is read back as them, whatever stands in the names of the levels.
///
/// `Home & Garden / Mirrors` where every name is free of marks that could part levels or paths; else, and for several
/// paths, lists of levels in JSON: `[["Home & Garden","C:\\lamps"],["Antiques"]]`.
enum CategoryLists {
    private static let separator = " / "
    /// What a reader may take for something else than a part of a name.
    private static let marks = Set("/\\>|;,:[›»→".unicodeScalars)

    static func write(_ paths: [[String]]) -> String {
        let paths = paths.filter { !$0.isEmpty }
        guard let lead = paths.first else { return "" }
        let isPlain = lead.allSatisfy { level in !level.unicodeScalars.contains(where: marks.contains) }
        return isPlain && paths.count == 1 ? lead.joined(separator: separator) : JSONText.encode(paths)
    }

    /// The paths of a text that lists the levels of each; nil for any other text.
    static func read(_ text: String) -> [[String]]? {
        guard isList(text), text.utf8.count <= 1 << 20,
            let paths = (try? JSONParser.parse(text.utf8))?.items
        else { return nil }
        var result: [[String]] = []
        for path in paths {
            guard let levels = path.items?.map(\.text), !levels.contains(nil) else { return nil }
            result.append(levels.compactMap { $0 }.compactMap(level))
        }
        return result
    }

    /// Whether a cell may be such a text; it tells nothing of how its column writes paths.
    static func isList(_ text: String) -> Bool {
        let bytes = text.utf8.drop { $0 == 0x20 }
        guard bytes.first == UInt8(ascii: "[") else { return false }
        return bytes.dropFirst().first { $0 != 0x20 } == UInt8(ascii: "[")
    }

    /// The name as every reader of categories cleans it; nil for one without a letter or digit.
    private static func level(_ text: String) -> String? {
        let name = CategoryPath.plain(text)
        guard CategoryPath.isName(name[...]) else { return nil }
        return String(name).trimmingWhitespace().precomposedStringWithCanonicalMapping
    }
}
