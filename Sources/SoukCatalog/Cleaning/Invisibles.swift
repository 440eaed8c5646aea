/// Removes what nobody sees: controls, zero-width and direction marks, private and unassigned characters.
enum Invisibles {
    static func remove(_ text: inout Scalars) -> Bool {
        let count = text.count
        var bullets = false
        var result = Scalars()
        result.reserveCapacity(count)
        for index in text.indices {
            let scalar = text[index]
            switch scalar.value {
            case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20...0x7E, 0x85:
                result.append(scalar)
            case 0x200C, 0x200D:
                if joins(text, at: index) { result.append(scalar) }
            case 0xF020...0xF0FF:
                result.append("•")
                bullets = true
            case 0xE000...0xF8FF, 0xF0000...0x10FFFF, 0xFFF9...0xFFFC: continue
            default:
                if !isInvisible(scalar) { result.append(scalar) }
            }
        }
        guard result.count != count || bullets else { return false }
        text = result
        return true
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F,
            0xFEFF:
            true
        default: scalar.properties.isNoncharacterCodePoint
        }
    }

    /// A joiner stays between letters of scripts that need it and inside emoji.
    private static func joins(_ text: Scalars, at index: Int) -> Bool {
        guard index > 0, index + 1 < text.count else { return false }
        return [text[index - 1], text[index + 1]].allSatisfy {
            $0.value >= 0x300 && !$0.isSpace && !isInvisible($0)
        }
    }
}
