import Foundation

/// Names of places, folded so that spellings meet.
enum PlaceName {
    /// Small ASCII letters and digits with single spaces: no accents, apostrophes or hyphens.
    /// `Scripts/make-gazetteer.py` folds the same way.
    static func key(_ name: String) -> String {
        let source = name.isASCII ? name : name.decomposedStringWithCanonicalMapping
        var bytes: [UInt8] = []
        for scalar in source.unicodeScalars {
            switch scalar.value {
            case 0x61...0x7A, 0x30...0x39: bytes.append(UInt8(scalar.value))
            case 0x41...0x5A: bytes.append(UInt8(scalar.value + 0x20))
            case 0x27, 0x2018, 0x2019, 0x2BC, 0x60, 0x300...0x36F: continue
            default:
                if let letters = letters[scalar] {
                    bytes.append(contentsOf: letters.utf8)
                } else if let last = bytes.last, last != 0x20 {
                    bytes.append(0x20)
                }
            }
        }
        if bytes.last == 0x20 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let letters: [Unicode.Scalar: String] = [
        "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l",
        "Ł": "l",
        "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h",
    ]

    /// The name itself and what it may stand for, the surest first: without brackets, the last part of
    /// `Hyde Park, Leeds`, without `City Centre`, a quarter's direction, or with `Saint` and `St` exchanged.
    static func forms(of town: String) -> [String] {
        var forms = [town]
        func add(_ form: String) {
            let trimmed = form.trimmingWhitespace()
            if !trimmed.isEmpty, !forms.contains(trimmed) { forms.append(trimmed) }
        }
        if let bracket = town.firstIndex(of: "(") { add(String(town[..<bracket])) }
        for part in town.split(separator: ",") { add(String(part)) }
        for part in town.split(whereSeparator: { $0 == "/" || $0 == "&" }) { add(String(part)) }
        for form in forms {
            let words = form.split(separator: " ").map(String.init)
            guard words.count > 1 else { continue }
            let lower = words.map { $0.lowercased() }
            if lower[0] == "st" || lower[0] == "st." {
                add((["Saint"] + words.dropFirst()).joined(separator: " "))
            }
            if lower[0] == "saint" { add((["St"] + words.dropFirst()).joined(separator: " ")) }
            if lower.contains("st"), lower[0] != "st" {
                add(words.map { $0.lowercased() == "st" ? "Saint" : $0 }.joined(separator: " "))
            }
            for ending in [["city", "centre"], ["town", "centre"], ["centre"], ["city"], ["town"]]
            where lower.suffix(ending.count) == ending[...] {
                add(words.dropLast(ending.count).joined(separator: " "))
            }
            if directions.contains(lower[0]) { add(words.dropFirst().joined(separator: " ")) }
            if let last = lower.last,
                ["road", "broadway", "park", "common", "green", "bridge", "hill", "village", "quay", "quays"]
                    .contains(last)
            {
                add(words.dropLast().joined(separator: " "))
            }
        }
        return forms
    }

    private static let directions: Set<String> = [
        "north", "south", "east", "west", "central", "greater", "inner", "outer", "upper", "lower", "great",
        "little", "new", "old",
    ]
}
