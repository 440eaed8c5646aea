import Foundation

/// Words, pairs of words and character n-grams of a text as rows of a hashed table, the sub-word
/// vectors of Bojanowski et al. 2017 with the weights of TF-IDF.
public struct HashedText: Sendable {
    public let buckets: Int
    /// How many n-grams of a text are looked at.
    static let limit = 3000

    public init(buckets: Int) { self.buckets = buckets }

    /// How often each row occurs in a text; sorted by row, so that sums are the same in every run.
    public func counts(_ text: String) -> [(row: Int, count: Int)] {
        var counts: [Int: Int] = [:]
        for row in rows(text).prefix(Self.limit) { counts[row, default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The row of a name that counts as one, such as a category.
    public func row(ofName name: String) -> Int { row(salt: 3, name.lowercased().utf8) }

    /// The rows of a text's single words, each once, sorted.
    public func wordRows(_ text: String) -> [Int64] {
        Set(Self.words(text).prefix(Self.limit).map { Int64(row(salt: 0, $0)) }).sorted()
    }

    private func rows(_ text: String) -> [Int] {
        let words = Self.words(text)
        var rows: [Int] = []
        for (place, word) in words.enumerated() {
            rows.append(row(salt: 0, word))
            if place > 0 { rows.append(row(salt: 1, words[place - 1] + [32] + word)) }
            let marked = [UInt8(ascii: "^")] + word + [UInt8(ascii: "$")]
            guard word.count >= 2, marked.count <= 40 else { continue }
            for length in 3...5 where length <= marked.count {
                for start in 0...(marked.count - length) {
                    rows.append(row(salt: 2, marked[start..<start + length]))
                }
            }
        }
        return rows
    }

    /// Runs of letters and digits in small letters, as UTF-8; other signs part them.
    private static func words(_ text: String) -> [[UInt8]] {
        var (words, word): ([[UInt8]], [UInt8]) = ([], [])
        for byte in text.lowercased().utf8 {
            let isPart =
                byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x27
            if isPart {
                word.append(byte)
            } else if !word.isEmpty {
                words.append(word)
                word = []
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// FNV-1a (Fowler, Noll, Vo) with the bits mixed, so that the low ones are good too.
    private func row(salt: UInt8, _ bytes: some Sequence<UInt8>) -> Int {
        var hash = (0xCBF2_9CE4_8422_2325 ^ UInt64(salt)) &* 0x0000_0100_0000_01B3
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return Int((hash ^ (hash >> 32)) % UInt64(buckets))
    }
}

/// Rows of the hashed table with their weights: a text's words.
public struct WordBag: Sendable, Equatable {
    public var rows: [Int64] = []
    public var weights: [Float] = []

    public init() {}

    /// `(1 + ln count) · idf`, of length 1 together; rows that training never saw twice are left out.
    public init(_ text: String, hashed: HashedText, rarity: [Float]) {
        for (row, count) in hashed.counts(text) where rarity[row] > 0 {
            rows.append(Int64(row))
            weights.append((1 + Float(log(Double(count)))) * rarity[row])
        }
        let length = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
        if length > 0 { weights = weights.map { $0 / length } }
    }

    /// The names of a category and of all above it.
    public init(path: [String], hashed: HashedText) {
        rows = path.indices.map {
            Int64(hashed.row(ofName: path[...$0].joined(separator: "\u{1F}")))
        }
        weights = rows.map { _ in 1 / Float(rows.count).squareRoot() }
    }
}
