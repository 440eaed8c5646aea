import CSoukText

/// What a code point is to the analysis.
enum LetterKind: UInt8 {
    case other
    case letter
    case digit
    /// Combines with the letter before it.
    case mark
    /// A letter of a script that puts no spaces between words.
    case spaceless

    private static let table: [LetterKind] = (0..<UInt32(0x10000)).map(look)

    static func of(_ scalar: UInt32) -> LetterKind { scalar < 0x10000 ? table[Int(scalar)] : look(scalar) }

    private static func look(_ scalar: UInt32) -> LetterKind {
        LetterKind(rawValue: souk_text_kind(scalar)) ?? .other
    }
}
