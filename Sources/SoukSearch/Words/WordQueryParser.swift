import SoukAnalysis

/// Reads a query from left to right; never fails.
///
/// A term is a word, or several that make one: what a hyphen or a slash joins, a code, a number with its unit. A run of
/// a script without spaces is cut into its words.
struct WordQueryParser {
    private(set) var terms: [WordQuery.Term] = []
    private(set) var exclusions: [WordQuery.Term] = []
    /// The text ends within a free word.
    private(set) var endsInWord = false
    private(set) var isBlank = true
    /// Of the whole text.
    let tokens: [WordToken]

    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) {
        let plain = TypedText.plain(String(text.unicodeScalars.prefix(WordQuery.maximumLength)))
        bytes = Array(plain.utf8)
        tokens = Self.analyzer.tokens(plain)
    }

    private static let analyzer = TextAnalyzer()

    /// What stands between blanks, or between quotation marks.
    private struct Piece {
        var bytes: Range<Int>
        var isPhrase = false
        var isExcluded = false
        var isFree: Bool { !isPhrase && !isExcluded }
    }

    mutating func parse() {
        var pieces: [Piece] = []
        while place < bytes.count {
            if Self.isBlank(bytes[place]) {
                place += 1
                continue
            }
            isBlank = false
            let excluded = takesExclusion()
            if excluded { place += 1 }
            if let phrase = takePhrase() {
                pieces.append(Piece(bytes: phrase, isPhrase: true, isExcluded: excluded))
            } else {
                pieces.append(Piece(bytes: takeWord(), isExcluded: excluded))
            }
        }
        endsInWord =
            tokens.last.map { $0.bytes.upperBound == bytes.count } ?? false && pieces.last?.isFree == true
        addTerms(pieces)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// A single dash that touches what follows and nothing before.
    private func takesExclusion() -> Bool {
        guard bytes[place] == 0x2D, place + 1 < bytes.count else { return false }
        let next = bytes[place + 1]
        return next == 0x22 || next >= 0x80 || tokens.contains { $0.bytes.lowerBound == place + 1 }
    }

    /// What stands between two quotation marks; a mark that is never closed is no phrase.
    private mutating func takePhrase() -> Range<Int>? {
        guard bytes[place] == 0x22, let end = bytes[(place + 1)...].firstIndex(of: 0x22) else { return nil }
        defer { place = end + 1 }
        return (place + 1)..<end
    }

    /// Up to the next white space; a quotation mark inside belongs to it (`32" tv`).
    private mutating func takeWord() -> Range<Int> {
        let start = place
        place += 1
        while place < bytes.count, !Self.isBlank(bytes[place]) { place += 1 }
        return start..<place
    }

    // MARK: Terms

    private mutating func addTerms(_ pieces: [Piece]) {
        let words = tokens.filter { $0.kind == .word }
        var pieceOf = [Int?](repeating: nil, count: words.count)
        var next = 0
        for (number, piece) in pieces.enumerated() {
            while next < words.count, words[next].bytes.lowerBound < piece.bytes.lowerBound { next += 1 }
            while next < words.count, words[next].bytes.lowerBound < piece.bytes.upperBound {
                pieceOf[next] = number
                next += 1
            }
        }
        let joined = joins(words.count, pieces, pieceOf)
        var start = 0
        while start < words.count {
            guard let number = pieceOf[start] else {
                start += 1
                continue
            }
            var end = start + 1
            while end < words.count,
                pieces[number].isFree ? joined[end] : pieceOf[end] == number
            {
                end += 1
            }
            add(start..<end, words, pieces[number])
            start = end
        }
    }

    /// Which words belong to the term of the word before them.
    private func joins(_ count: Int, _ pieces: [Piece], _ pieceOf: [Int?]) -> [Bool] {
        var joined = [Bool](repeating: false, count: count)
        for token in tokens where token.width > 1 {
            let places = token.position..<(token.position + token.width)
            let owners = places.compactMap { pieceOf[$0] }
            guard owners.count == token.width, owners.allSatisfy({ pieces[$0].isFree }) else { continue }
            // Numbers and dimensions of several pieces stay several terms; a number takes its unit along.
            guard token.kind == .measure || owners.allSatisfy({ $0 == owners[0] }) else { continue }
            for place in places.dropFirst() { joined[place] = true }
        }
        // A word in the term of an excluded piece or of a phrase is that piece's.
        for place in joined.indices.dropFirst() where !joined[place] {
            guard let piece = pieceOf[place], !pieces[piece].isFree else { continue }
            joined[place] = pieceOf[place - 1] == piece
        }
        return joined
    }

    private mutating func add(_ places: Range<Int>, _ words: [WordToken], _ piece: Piece) {
        let start = words[places.lowerBound].bytes.lowerBound
        var end = words[places.upperBound - 1].bytes.upperBound
        for token in tokens
        where token.position + token.width == places.upperBound && token.position >= places.lowerBound {
            end = max(end, token.bytes.upperBound)
        }
        if piece.isPhrase { end = min(end, piece.bytes.upperBound) }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        let term = WordQuery.Term(text, isPhrase: piece.isPhrase, places: places)
        let list = piece.isExcluded ? exclusions : terms
        guard list.count < WordQuery.maximumTerms,
            !list.contains(where: { $0.text == text && $0.isPhrase == piece.isPhrase })
        else { return }
        if piece.isExcluded { exclusions.append(term) } else { terms.append(term) }
    }
}
