import CSoukText

/// From a letter to the letters by which it is compared: NFKC, without case, without the marks of Latin, Greek, Arabic
/// and Hebrew letters; `ß` is ss, `ł` l, `æ` ae.
///
/// Marks that make another letter of it in its own script stay: those of kana, of Indic scripts, Cyrillic `й`.
enum LetterFolding {
    /// Where the table ends; letters behind it are folded one by one, and few of them change.
    private static let tableEnd: UInt32 = 0x3000
    private static let nothing = UInt64.max
    private static let isLong = UInt64.max - 1

    /// Up to four UTF-16 units a code point, the first in the lowest bits.
    private static let table: [UInt64] = (0..<tableEnd).map { scalar in
        let folded = fold([scalar])
        if folded.isEmpty { return nothing }
        guard folded.count <= 4, folded.allSatisfy({ $0 < 0xFFFE }) else { return isLong }
        return folded.reversed().reduce(0) { $0 << 16 | UInt64($1) }
    }

    /// Hands over the folded form of a code point that no mark follows.
    static func fold(_ scalar: UInt32, _ body: (UInt32) -> Void) {
        if (0x3400...0x9FFF).contains(scalar) || (0xAC00...0xD7A3).contains(scalar) { return body(scalar) }
        guard scalar < tableEnd, table[Int(scalar)] != isLong else {
            for scalar in fold([scalar]) { body(scalar) }
            return
        }
        var packed = table[Int(scalar)]
        guard packed != nothing else { return }
        repeat {
            body(UInt32(truncatingIfNeeded: packed & 0xFFFF))
            packed >>= 16
        } while packed != 0
    }

    /// The folded form of a letter with its marks.
    static func fold(_ cluster: [UInt32]) -> [UInt32] {
        if cluster.count == 1, let own = signs[cluster[0]] { return own }
        var units: [UInt16] = []
        for scalar in cluster { append(scalar, to: &units) }
        var folded = [UInt16](repeating: 0, count: units.count * 18 + 8)
        let count = souk_text_casefold(units, Int32(units.count), &folded, Int32(folded.count))
        guard count >= 0 else { return [] }
        return scalars(folded[..<Int(count)]).flatMap(bare)
    }

    /// Without its marks, where they do not make another letter of it.
    private static func bare(_ scalar: UInt32) -> [UInt32] {
        if let letters = letters[scalar] { return letters }
        if scalar >= 0x80, let value = decimalDigit(scalar) { return [0x30 + value] }
        switch scalar {
        case 0..<0x80: return [scalar]
        case 0x0400...0x052F: return scalar == 0x0451 ? [0x0435] : [scalar]
        case 0x0080..<0x0590, 0x0600...0x06FF, 0x1E00...0x1FFF:
            var parts = [UInt16](repeating: 0, count: 8)
            let count = souk_text_decompose(scalar, &parts, Int32(parts.count))
            guard count > 0 else { return isMark(scalar) ? [] : [scalar] }
            return scalars(parts[..<Int(count)]).filter { !isMark($0) }.flatMap { letters[$0] ?? [$0] }
        default: return isMark(scalar) ? [] : [scalar]
        }
    }

    /// The digits of Arabic, Devanagari and others.
    private static func decimalDigit(_ scalar: UInt32) -> UInt32? {
        guard LetterKind.of(scalar) == .digit, let properties = Unicode.Scalar(scalar)?.properties,
            properties.numericType == .decimal
        else { return nil }
        return properties.numericValue.map { UInt32($0) }
    }

    /// Marks of Latin and Greek, of Hebrew, of Arabic with its lengthening stroke.
    private static func isMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x0300...0x036F, 0x0591...0x05BD, 0x05BF, 0x05C1...0x05C2, 0x05C4...0x05C5, 0x05C7, 0x0640,
            0x064B...0x065F, 0x0670:
            true
        default: false
        }
    }

    /// Letters that no decomposition takes apart.
    private static let letters: [UInt32: [UInt32]] = read([
        "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
        "ŋ": "n", "ƒ": "f", "ĳ": "ij", "ſ": "s", "ς": "σ",
    ])

    /// Signs that stand for others on a keyboard, and some that are no part of a name.
    private static let signs: [UInt32: [UInt32]] = read([
        "‘": "'", "’": "'", "ʼ": "'", "′": "'", "´": "'", "`": "'", "“": "\"", "”": "\"", "„": "\"",
        "″": "\"",
        "«": "\"", "»": "\"", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "×": "x", "⁄": "/",
        "™": " ", "®": " ", "©": " ", "½": ".5", "¼": ".25", "¾": ".75", "\u{A0}": " ", "\u{202F}": " ",
    ])

    private static func read(_ pairs: KeyValuePairs<Unicode.Scalar, String>) -> [UInt32: [UInt32]] {
        Dictionary(
            pairs.map { ($0.value, $1.unicodeScalars.map(\.value)) }, uniquingKeysWith: { first, _ in first })
    }

    static func append(_ scalar: UInt32, to units: inout [UInt16]) {
        if scalar > 0xFFFF {
            units.append(UInt16(truncatingIfNeeded: 0xD800 + (scalar - 0x10000) >> 10))
            units.append(UInt16(truncatingIfNeeded: 0xDC00 + (scalar - 0x10000) & 0x3FF))
        } else {
            units.append(UInt16(truncatingIfNeeded: scalar))
        }
    }

    private static func scalars(_ units: ArraySlice<UInt16>) -> [UInt32] {
        String(decoding: units, as: UTF16.self).unicodeScalars.map(\.value)
    }
}
