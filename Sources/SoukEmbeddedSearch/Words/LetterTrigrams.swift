/// Runs of three letters of a query's words, with a mark at each word's beginning and end, and which of them another
/// word has.
struct LetterTrigrams {
    private let trigrams: [UInt32]
    private var known: [String: UInt64] = [:]

    /// At most 64 trigrams count.
    init(_ words: [String]) {
        trigrams = Array(Set(words.flatMap { Self.of(Array($0.utf8)) }).sorted().prefix(64))
    }

    /// The share of the trigrams that at least one of the words has.
    mutating func share(_ words: [String]) -> Double {
        guard !trigrams.isEmpty else { return 0 }
        var found: UInt64 = 0
        for word in words { found |= mask(word) }
        return Double(found.nonzeroBitCount) / Double(trigrams.count)
    }

    private mutating func mask(_ word: String) -> UInt64 {
        if let mask = known[word] { return mask }
        let mask = Self.of(Array(word.utf8)).reduce(UInt64(0)) { mask, trigram in
            trigrams.firstIndex(of: trigram).map { mask | 1 << UInt64($0) } ?? mask
        }
        known[word] = mask
        return mask
    }

    private static func of(_ word: [UInt8]) -> [UInt32] {
        let marked: [UInt32] = [0] + word.map { UInt32($0) } + [0]
        return (0..<max(0, marked.count - 2)).map { marked[$0] << 16 | marked[$0 + 1] << 8 | marked[$0 + 2] }
    }
}
