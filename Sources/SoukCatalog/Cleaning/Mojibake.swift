/// Mends text that was decoded with the wrong table: UTF-8 taken for Windows-1252 or Mac Roman, once or twice.
enum Mojibake {
    static func mend(_ text: inout Scalars) -> Bool {
        guard text.contains(where: { $0.value >= 0x80 }) else { return false }
        var changed = false
        for _ in 0..<3 {
            guard text.replace(sequence, where: { $0.value >= 0x80 }) else { break }
            changed = true
        }
        let degrees = mendDegrees(&text)
        return changed || degrees
    }

    private static func sequence(_ text: Scalars, at index: Int) -> (scalar: Unicode.Scalar, end: Int)? {
        if (0x80...0x9F).contains(text[index].value) {
            let scalar = MixedDecoder.scalar(UInt8(text[index].value))
            return scalar == text[index] ? nil : (scalar, index + 1)
        }
        if let found = decode(text, at: index, MixedDecoder.byte) { return found }
        if text.has("â€", at: index) { return ("”", index + 2) }
        guard MacRoman.isLead(text[index]), let found = decode(text, at: index, MacRoman.byte) else {
            return nil
        }
        return found.scalar.value >= 0xA0 ? found : nil
    }

    /// Takes the characters at `index` back to bytes and reads these as one UTF-8 sequence.
    ///
    /// Sequences of two bytes are taken only behind the leads 0xC2 and 0xC3 (U+0080...U+00FF): behind the
    /// others, as in `CAFÉ”`, good text is as likely. Two in a row settle it for Cyrillic and Greek.
    private static func decode(
        _ text: Scalars, at index: Int, _ byte: (Unicode.Scalar) -> UInt8?
    ) -> (scalar: Unicode.Scalar, end: Int)? {
        guard let lead = byte(text[index]), lead >= 0xC2, lead < 0xF5 else { return nil }
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard let scalar = unit(text, at: index, length: length, byte) else { return nil }
        if length == 2, lead > 0xC3 {
            let before = index >= 2 && unit(text, at: index - 2, length: 2, byte) != nil
            guard before || unit(text, at: index + 2, length: 2, byte) != nil else { return nil }
        }
        return (scalar, index + length)
    }

    private static func unit(
        _ text: Scalars, at index: Int, length: Int, _ byte: (Unicode.Scalar) -> UInt8?
    ) -> Unicode.Scalar? {
        guard index + length <= text.count else { return nil }
        var bytes: [UInt8] = []
        for place in index..<index + length {
            guard let value = byte(text[place]), value >= 0x80 else { return nil }
            bytes.append(value)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self), decoded.unicodeScalars.count == 1 else {
            return nil
        }
        return decoded.unicodeScalars.first
    }

    /// A degree sign that Mac Roman moved elsewhere (`¡`, `∞`, the ring `˚`, the ordinal `º`), behind a number.
    private static func mendDegrees(_ text: inout Scalars) -> Bool {
        var changed = false
        for index in text.indices.dropFirst() {
            guard "¡∞˚º".unicodeScalars.contains(text[index]) else { continue }
            let afterDigit =
                text[index - 1].isDigit || (text[index - 1] == " " && index > 1 && text[index - 2].isDigit)
            let next = index + 1 < text.count ? text[index + 1] : " "
            let isUnit =
                (next == "C" || next == "F") && (index + 2 >= text.count || !text[index + 2].isLetter)
            let isRing = text[index] == "˚" && text[index - 1].isDigit
            guard afterDigit && isUnit || isRing || (text[index] == "¡" && text[index - 1].isDigit) else {
                continue
            }
            text[index] = "°"
            changed = true
        }
        return changed
    }
}

/// The upper half of Apple's Mac Roman.
private enum MacRoman {
    private static let upper = Array(
        ("ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ"
            + "\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ").unicodeScalars)
    private static let bytes = Dictionary(upper.enumerated().map { ($1, UInt8(0x80 + $0)) }) { first, _ in
        first
    }

    /// The byte of a character.
    static func byte(_ scalar: Unicode.Scalar) -> UInt8? { bytes[scalar] }

    /// `¬`, `√` and `‚`: as what the first bytes of Latin letters, signs and punctuation show.
    static func isLead(_ scalar: Unicode.Scalar) -> Bool { scalar == "¬" || scalar == "√" || scalar == "‚" }
}
