import Foundation

/// Names as the gazetteer's keys have them: lower case ASCII, no diacritics, single spaces.
enum PlaceKey {
    static func fold(_ name: String) -> [UInt8] {
        var key: [UInt8] = []
        var gap = false
        for scalar in name.decomposedStringWithCompatibilityMapping.unicodeScalars {
            let text = letters[scalar] ?? (scalar.isASCIIAlphanumeric ? String(scalar.asciiLowercased) : "")
            if text.isEmpty {
                if scalar.properties.canonicalCombiningClass == .notReordered, !apostrophes.contains(scalar) {
                    gap = true
                }
                continue
            }
            if gap, !key.isEmpty { key.append(0x20) }
            gap = false
            key += Array(text.utf8)
        }
        return key
    }

    /// The name, then simpler forms of it that gazetteers may have instead.
    static func candidates(_ name: String) -> [[UInt8]] {
        let words = String(decoding: fold(name), as: UTF8.self).split(separator: " ").map(String.init)
        guard !words.isEmpty else { return [] }
        var forms = [words]
        if let saint = words.firstIndex(of: "st") {
            forms.append(words.enumerated().map { $0 == saint ? "saint" : $1 })
        }
        if words.count > 1 {
            if let last = words.last, endings.contains(last) { forms.append(words.dropLast()) }
            if words.starts(with: ["city", "of"]) { forms.append(Array(words.dropFirst(2))) }
            if beginnings.contains(words[0]) { forms.append(Array(words.dropFirst())) }
        }
        return forms.filter { !$0.isEmpty }.map { Array($0.joined(separator: " ").utf8) }
    }

    private static let beginnings: Set<String> = [
        "north", "south", "east", "west", "central", "greater", "inner", "outer",
    ]
    private static let endings: Set<String> = ["city", "town", "centre", "center", "area", "village"]
    private static let apostrophes: Set<Unicode.Scalar> = ["'", "’", "`"]
    private static let letters: [Unicode.Scalar: String] = [
        "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe",
        "đ": "d",
        "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i",
    ]
}
