/// How far a title's words hold a query's terms, from 0 to 1: the same stem 1, one slip of the keyboard or the
/// other way of joining words 0.8, a word's beginning 0.6, a part 0.5, else by shared letter trigrams.
///
/// What one word says is worked out once for a query, however many titles hold it.
struct TermMatcher {
    /// What one word of a title says about a query.
    private struct WordMatch {
        /// For each of the query's terms.
        var strengths: [Double]
        /// Which of the query's trigrams the word has.
        var letters: UInt64
    }

    private let terms: [Term]
    private let bytes: [[UInt8]]
    private let trigrams: [[UInt32]]
    private let letters: [UInt32]
    private var known: [String: WordMatch] = [:]

    init(_ terms: [Term]) {
        self.terms = terms
        bytes = terms.map { Array($0.text.utf8) }
        trigrams = bytes.map(Trigrams.of)
        letters = Array(Set(trigrams.joined()).sorted().prefix(64))
    }

    /// How strongly a title holds each term, and its share of the query's letter trigrams.
    mutating func match(_ title: [Term]) -> (strengths: [Double], letters: Double) {
        var strengths = [Double](repeating: 0, count: terms.count)
        var found: UInt64 = 0
        for word in title {
            let match = match(word)
            found |= match.letters
            for (place, strength) in match.strengths.enumerated() where strength > strengths[place] {
                strengths[place] = strength
            }
        }
        for (place, term) in terms.enumerated() where strengths[place] < 0.8 && Self.isJoined(term, title) {
            strengths[place] = 0.8
        }
        return (strengths, letters.isEmpty ? 0 : Double(found.nonzeroBitCount) / Double(letters.count))
    }

    private mutating func match(_ word: Term) -> WordMatch {
        if let match = known[word.text] { return match }
        let own = Array(word.text.utf8)
        let ownTrigrams = Trigrams.of(own)
        let strengths = terms.indices.map { place -> Double in
            if terms[place].text == word.text { return 1 }
            guard terms[place].kind == .word, word.kind == .word, own.count >= 4, bytes[place].count >= 4
            else { return 0 }
            return likeness(place, own, ownTrigrams)
        }
        let mask = ownTrigrams.reduce(UInt64(0)) { mask, trigram in
            letters.firstIndex(of: trigram).map { mask | 1 << UInt64($0) } ?? mask
        }
        let match = WordMatch(strengths: strengths, letters: mask)
        known[word.text] = match
        return match
    }

    private func likeness(_ place: Int, _ word: [UInt8], _ wordTrigrams: [UInt32]) -> Double {
        let term = bytes[place]
        if term[0] == word[0], Self.isOneSlip(term, word) { return term.count > 4 ? 0.8 : 0.5 }
        if term.starts(with: word) || word.starts(with: term) { return 0.6 }
        if Self.isPart(term, of: word) || Self.isPart(word, of: term) { return 0.5 }
        let likeness = Trigrams.likeness(trigrams[place], wordTrigrams)
        return likeness > 0.4 ? 0.8 * likeness : 0
    }

    /// `footstool` for `foot stool`.
    private static func isJoined(_ term: Term, _ title: [Term]) -> Bool {
        guard term.kind == .word, term.text.utf8.count >= 4 else { return false }
        return zip(title, title.dropFirst()).contains { first, second in
            first.text.utf8.count + second.text.utf8.count == term.text.utf8.count
                && term.text.hasPrefix(first.text) && term.text.hasSuffix(second.text)
        }
    }

    private static func isPart(_ part: [UInt8], of whole: [UInt8]) -> Bool {
        guard part.count < whole.count else { return false }
        return (0...(whole.count - part.count)).contains { whole[$0..<($0 + part.count)].elementsEqual(part) }
    }

    /// One letter put in, left out, replaced, or two neighbours swapped (Damerau 1964).
    static func isOneSlip(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        let (short, long) = a.count <= b.count ? (a, b) : (b, a)
        guard long.count - short.count <= 1 else { return false }
        let start = zip(short, long).prefix { $0 == $1 }.count
        if short.count < long.count { return short[start...].elementsEqual(long[(start + 1)...]) }
        guard start < short.count else { return true }
        if short[(start + 1)...].elementsEqual(long[(start + 1)...]) { return true }
        return start + 1 < short.count && short[start] == long[start + 1] && short[start + 1] == long[start]
            && short[(start + 2)...].elementsEqual(long[(start + 2)...])
    }
}

/// Runs of three letters, with a mark at a word's beginning and end.
enum Trigrams {
    /// Each once.
    static func of(_ word: [UInt8]) -> [UInt32] {
        let marked: [UInt32] = [0] + word.map { UInt32($0) } + [0]
        var trigrams: [UInt32] = []
        for start in 0..<max(0, marked.count - 2) {
            let trigram = marked[start] << 16 | marked[start + 1] << 8 | marked[start + 2]
            if !trigrams.contains(trigram) { trigrams.append(trigram) }
        }
        return trigrams
    }

    /// How many both have, as a share of all (Jaccard).
    static func likeness(_ a: [UInt32], _ b: [UInt32]) -> Double {
        let both = a.count { b.contains($0) }
        let all = a.count + b.count - both
        return all > 0 ? Double(both) / Double(all) : 0
    }
}
