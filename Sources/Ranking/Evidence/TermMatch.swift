/// How far a title's terms hold a query's term, from 0 to 1: the same stem 1, one slip of the keyboard or the
/// other way of joining words 0.8, a word's beginning 0.6, a part 0.5, else by shared letter trigrams.
struct TermMatcher {
    private let terms: Set<String>
    private let joined: Set<String>
    private let words: [[UInt8]]

    init(_ title: [Term]) {
        terms = Set(title.map(\.text))
        joined = Set(zip(title, title.dropFirst()).map { $0.0.text + $0.1.text })
        words = Set(title.filter { $0.kind == .word }.map(\.text)).map { Array($0.utf8) }.filter {
            $0.count >= 4
        }
    }

    func strength(_ term: Term) -> Double {
        if terms.contains(term.text) { return 1 }
        let own = Array(term.text.utf8)
        guard term.kind == .word, own.count >= 4 else { return 0 }
        if joined.contains(term.text) { return 0.8 }
        return words.reduce(0) { max($0, Self.likeness(own, $1)) }
    }

    private static func likeness(_ a: [UInt8], _ b: [UInt8]) -> Double {
        if a[0] == b[0], isOneSlip(a, b) { return a.count > 4 ? 0.8 : 0.5 }
        if a.starts(with: b) || b.starts(with: a) { return 0.6 }
        if isPart(a, of: b) || isPart(b, of: a) { return 0.5 }
        let shared = Trigrams.shared(Trigrams.of(a), Trigrams.of(b))
        return shared.likeness > 0.4 ? 0.8 * shared.likeness : 0
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
    static func of(_ word: [UInt8]) -> Set<UInt32> {
        let marked = [0] + word + [0]
        guard marked.count >= 3 else { return [] }
        return Set(
            (0...(marked.count - 3)).map {
                UInt32(marked[$0]) << 16 | UInt32(marked[$0 + 1]) << 8 | UInt32(marked[$0 + 2])
            })
    }

    /// How many both have, as a share of all of them and of the first's.
    static func shared(_ a: Set<UInt32>, _ b: Set<UInt32>) -> (likeness: Double, containment: Double) {
        guard !a.isEmpty, !b.isEmpty else { return (0, 0) }
        let both = Double(a.count { b.contains($0) })
        return (both / (Double(a.count + b.count) - both), both / Double(a.count))
    }
}
