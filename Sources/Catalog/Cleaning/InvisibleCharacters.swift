/// Removes control characters, zero-width characters and other marks that nobody sees.
enum InvisibleCharacters {
    /// - Returns: whether anything was removed.
    static func remove(_ text: inout Scalars) -> Bool {
        guard
            text.contains(where: {
                $0.value < 0x20 && $0 != "\n" && $0 != "\r" && $0 != "\t" || $0.value >= 0x7F
            })
        else { return false }
        let before = text.count
        var output: Scalars = []
        output.reserveCapacity(before)
        for (index, scalar) in text.enumerated() where !isInvisible(scalar, in: text, at: index) {
            output.append(scalar)
        }
        guard output.count != before else { return false }
        text = output
        return true
    }

    private static func isInvisible(_ scalar: Unicode.Scalar, in text: Scalars, at index: Int) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85: false
        case 0x200D: !joinsEmoji(text, index)
        case 0..<0x20, 0x7F...0x9F, 0xAD, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFFF0...0xFFFC, 0xE000...0xF8FF, 0xF0000...0x10FFFF:
            true
        default: scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
        }
    }

    /// Families, professions and flags are emoji joined by U+200D.
    private static func joinsEmoji(_ text: Scalars, _ index: Int) -> Bool {
        guard index > 0, index + 1 < text.count else { return false }
        let left = text[index - 1]
        return (left.properties.isEmoji || left.value == 0xFE0F || left.properties.isEmojiModifier)
            && text[index + 1].properties.isEmoji && left.value >= 0x2190
    }
}
