/// Replaces U+FFFD, which stands where an earlier program lost a character.
enum LostCharacters {
    private static let endings: [StaticScalars] = ["t", "s", "m", "d", "re", "ll", "ve"]

    /// An apostrophe where the word tells (`don�t`), else a space.
    static func replace(_ text: inout Scalars) -> Bool {
        guard text.contains("\u{FFFD}") else { return false }
        for index in text.indices where text[index] == "\u{FFFD}" {
            text[index] = isApostrophe(text, at: index) ? "’" : " "
        }
        return true
    }

    private static func isApostrophe(_ text: Scalars, at index: Int) -> Bool {
        guard index > 0, text[index - 1].isLetter else { return false }
        return endings.contains { ending in
            let after = index + 1 + ending.scalars.count
            return text.has(ending, at: index + 1) && (after >= text.count || !text[after].isWordPart)
        }
    }
}
