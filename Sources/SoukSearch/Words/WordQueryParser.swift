/// Reads a query from left to right; never fails.
struct WordQueryParser {
    private(set) var terms: [WordQuery.Term] = []
    private(set) var exclusions: [WordQuery.Term] = []
    /// The text ends within a free word.
    private(set) var endsInWord = false
    private(set) var isBlank = true

    private let scalars: [Unicode.Scalar]
    private var place = 0

    init(_ text: String) {
        scalars = text.unicodeScalars.prefix(WordQuery.maximumLength).map(Self.plain)
    }

    mutating func parse() {
        while place < scalars.count {
            if scalars[place].properties.isWhitespace {
                place += 1
                continue
            }
            isBlank = false
            let excluded = takesExclusion()
            if excluded { place += 1 }
            if let phrase = takePhrase() {
                add(phrase, isPhrase: true, excluded: excluded)
                endsInWord = false
            } else {
                add(takeWord(), isPhrase: false, excluded: excluded)
                endsInWord = place == scalars.count && !excluded
            }
        }
    }

    /// A single dash that touches what follows and nothing before.
    private func takesExclusion() -> Bool {
        guard scalars[place] == "-", place + 1 < scalars.count else { return false }
        let next = scalars[place + 1]
        return next == "\"" || Self.isWord(next)
    }

    /// What stands between two quotation marks; a mark that is never closed is no phrase.
    private mutating func takePhrase() -> String? {
        guard scalars[place] == "\"",
            let end = scalars[(place + 1)...].firstIndex(of: "\"")
        else { return nil }
        defer { place = end + 1 }
        return String(String.UnicodeScalarView(scalars[(place + 1)..<end]))
    }

    /// Up to the next white space; a quotation mark inside belongs to it (`32" tv`).
    private mutating func takeWord() -> String {
        let start = place
        place += 1
        while place < scalars.count, !scalars[place].properties.isWhitespace { place += 1 }
        var word = scalars[start..<place]
        for ending in ["'s", "'S"] where word.reversed().starts(with: ending.unicodeScalars.reversed()) {
            word = word.dropLast(2)
        }
        while let last = word.last, !Self.isWord(last) { word = word.dropLast() }
        while let first = word.first, !Self.isWord(first) { word = word.dropFirst() }
        return String(String.UnicodeScalarView(word))
    }

    private mutating func add(_ text: String, isPhrase: Bool, excluded: Bool) {
        guard text.unicodeScalars.contains(where: Self.isWord) else { return }
        let term = WordQuery.Term(text, isPhrase: isPhrase)
        let list = excluded ? exclusions : terms
        guard list.count < WordQuery.maximumTerms, !list.contains(term) else { return }
        if excluded { exclusions.append(term) } else { terms.append(term) }
    }

    /// What the index takes as part of a word.
    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    /// Typographic quotation marks, apostrophes and dashes as a keyboard has them.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}": "\""
        case "\u{2018}", "\u{2019}": "'"
        case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2212}": "-"
        default: scalar
        }
    }
}
