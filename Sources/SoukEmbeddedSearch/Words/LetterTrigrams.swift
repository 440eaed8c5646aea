/// Runs of three letters of a query's words, with a mark at each word's beginning and end, and which of them another
/// word has.
struct LetterTrigrams {
    private let trigrams: [UInt32]

    /// At most 64 trigrams count.
    init(_ words: [String]) {
        trigrams = Array(Set(words.flatMap { Self.of(Array($0.utf8)) }).sorted().prefix(64))
    }

    /// A bit for each of the trigrams that a word has.
    func mask(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        guard !trigrams.isEmpty, !word.isEmpty else { return 0 }
        var mask: UInt64 = 0
        var run: UInt32 = 0
        for place in 0...word.count {
            run = (run << 8 | (place < word.count ? UInt32(word[place]) : 0)) & 0xFF_FFFF
            guard place > 0, let bit = trigrams.firstIndex(of: run) else { continue }
            mask |= 1 << UInt64(bit)
        }
        return mask
    }

    /// The share of the trigrams that are in a mask.
    func share(_ mask: UInt64) -> Double {
        trigrams.isEmpty ? 0 : Double(mask.nonzeroBitCount) / Double(trigrams.count)
    }

    private static func of(_ word: [UInt8]) -> [UInt32] {
        let marked: [UInt32] = [0] + word.map { UInt32($0) } + [0]
        return (0..<max(0, marked.count - 2)).map { marked[$0] << 16 | marked[$0 + 1] << 8 | marked[$0 + 2] }
    }
}
