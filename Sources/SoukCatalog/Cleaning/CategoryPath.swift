import Foundation

/// Reads a category path in the forms that shops write it.
struct CategoryPath: Equatable {
    /// From the top level down; trimmed, no empty ones.
    var levels: [String]
    var cameAsList = false
    var wasShortened = false

    static let depthLimit = 8
    private static let separators: [StaticScalars] = [
        " >> ", ">>", " > ", "›", "»", "→", " / ", " | ", "|", "::", ">", "\\",
    ]

    init(_ text: String) {
        let trimmed = text.trimmingWhitespace()
        if let items = StringList.parse(trimmed) {
            cameAsList = true
            let paths = items.map(Self.split)
            levels = paths.first { $0.count > 1 } ?? paths.flatMap { $0 }
        } else {
            levels = Self.split(trimmed)
        }
        if levels.count > Self.depthLimit {
            levels.removeSubrange(Self.depthLimit...)
            wasShortened = true
        }
    }

    private static func split(_ text: String) -> [String] {
        var scalars = Array(text.unicodeScalars)
        _ = Entities.decode(&scalars)
        _ = Mojibake.mend(&scalars)
        _ = LostCharacters.replace(&scalars)
        _ = Invisibles.remove(&scalars)
        _ = WhiteSpace.collapse(&scalars, keepsLines: false)
        let separator = separators.first { mark in scalars.indices.contains { scalars.has(mark, at: $0) } }
        let slashes = scalars.filter { $0 == "/" }.count
        guard let mark = separator ?? (slashes >= 2 ? "/" : nil) else { return clean([scalars]) }
        var parts: [Scalars] = [[]]
        var index = 0
        while index < scalars.count {
            if scalars.has(mark, at: index) {
                parts.append([])
                index += mark.scalars.count
            } else {
                parts[parts.count - 1].append(scalars[index])
                index += 1
            }
        }
        return clean(parts)
    }

    /// Without spaces and lone separators at both ends.
    private static func withoutEdges(_ part: Scalars) -> ArraySlice<Unicode.Scalar> {
        let isEdge: (Unicode.Scalar) -> Bool = { $0.isSpace || "/>|".unicodeScalars.contains($0) }
        guard let first = part.firstIndex(where: { !isEdge($0) }) else { return [] }
        return part[first...(part.lastIndex { !isEdge($0) } ?? first)]
    }

    private static func clean(_ parts: [Scalars]) -> [String] {
        parts.map { String(withoutEdges($0)) }.filter { part in
            part.unicodeScalars.contains { $0.isWordPart || $0.value > 0xFF }
        }.map { $0.precomposedStringWithCanonicalMapping }
    }
}

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
