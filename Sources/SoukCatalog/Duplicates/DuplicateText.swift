import Crypto

/// What duplicates share of a listing's title and description: their lower-case words, as hashes. The texts themselves
/// of millions of listings would not fit into memory.
struct DuplicateText: Equatable {
    /// Half of a SHA-256: what one seller writes cannot pass for another's text.
    struct Key: Hashable {
        let high: UInt64
        let low: UInt64

        fileprivate init(_ words: [Substring]) {
            var hash = SHA256()
            for word in words {
                hash.update(data: Array(word.utf8))
                hash.update(data: [0x20])
            }
            var parts: [UInt64] = [0, 0]
            for (place, byte) in hash.finalize().prefix(16).enumerated() {
                parts[place / 8] = parts[place / 8] << 8 | UInt64(byte)
            }
            (high, low) = (parts[0], parts[1])
        }
    }

    struct Word: Hashable {
        /// The lowest bit is set for a number.
        private let bits: UInt64

        fileprivate init(_ word: Substring) {
            bits = StableHash.hash(word.utf8) & ~1 | (word.allSatisfy(\.isNumber) ? 1 : 0)
        }

        var isNumber: Bool { bits & 1 == 1 }
    }

    let wordCount: Int
    /// In their order.
    let titleWords: [Word]
    /// Of the title's words.
    let title: Key
    /// Of all words.
    let all: Key
    /// Hashes of the runs of three words, sorted and without repeats.
    let shingles: [UInt64]

    init(title: String, description: String) {
        let words = (title + " " + description).lowercased().split { !$0.isLetter && !$0.isNumber }
        let titleWords = title.lowercased().split { !$0.isLetter && !$0.isNumber }
        wordCount = words.count
        self.titleWords = titleWords.map(Word.init)
        self.title = Key(titleWords)
        all = Key(words)
        shingles = Self.shingles(words)
    }

    private static func shingles(_ words: [Substring]) -> [UInt64] {
        let hashes = words.map { StableHash.hash($0.utf8) }
        guard hashes.count >= 3 else { return [] }
        var shingles = (0..<(hashes.count - 2)).map { start in
            SplitMix64.mix(
                hashes[start] &+ SplitMix64.mix(hashes[start + 1] &+ SplitMix64.mix(hashes[start + 2])))
        }
        shingles.sort()
        var last: UInt64?
        shingles.removeAll { shingle in
            defer { last = shingle }
            return shingle == last
        }
        return shingles
    }
}
