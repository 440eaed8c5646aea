/// Replaces characters that an earlier program lost, where the text tells what they were.
enum BrokenCharacters {
    /// - Returns: whether anything was replaced.
    static func replace(_ text: inout Scalars) -> Bool {
        var changed = false
        for index in text.indices where text[index].value >= 0xA1 {
            guard let replacement = replacement(text, at: index) else { continue }
            text[index] = replacement
            changed = true
        }
        return changed
    }

    private static func replacement(_ text: Scalars, at index: Int) -> Unicode.Scalar? {
        switch text[index].value {
        case 0xFFFD: lost(text, at: index)
        // Mac-Roman's degree sign read as Latin-1, and the ring that looks like one.
        case 0xA1, 0x2DA: isDegree(text, at: index) ? "°" : nil
        // Bullets of the fonts Symbol and Wingdings.
        case 0xF076, 0xF0A7, 0xF0A8, 0xF0B7, 0xF0D8, 0xF0FC: "•"
        default: nil
        }
    }

    private static func isDegree(_ text: Scalars, at index: Int) -> Bool {
        guard index > 0, text[index - 1].isASCIIDigit else { return false }
        guard index + 1 < text.count else { return true }
        return !text[index + 1].isASCIILetter || ["c", "f"].contains(text[index + 1].asciiLowercased)
    }

    /// An apostrophe inside a word, a pound sign before a number, otherwise a space.
    private static func lost(_ text: Scalars, at index: Int) -> Unicode.Scalar {
        let left = index > 0 ? text[index - 1] : " "
        let right = index + 1 < text.count ? text[index + 1] : " "
        if left.isASCIILetter, right.isASCIILetter, right.asciiLowercased == right {
            let ending = text[(index + 1)...].prefix { $0.isASCIILetter }
            if ending.count <= 2 { return "’" }
        }
        if left.isSpace, right.isASCIIDigit { return "£" }
        return " "
    }
}
