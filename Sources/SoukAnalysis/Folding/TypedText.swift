/// Text as a keyboard has it.
public enum TypedText {
    /// Typographic quotation marks, apostrophes and dashes become plain ones; all else stays.
    public static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar {
                    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}", "\u{2033}": "\""
                    case "\u{2018}", "\u{2019}", "\u{2032}": "'"
                    case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}": "-"
                    case "\u{A0}", "\u{202F}", "\u{3000}", "\u{2009}": " "
                    default: scalar
                    }
                }))
    }
}
