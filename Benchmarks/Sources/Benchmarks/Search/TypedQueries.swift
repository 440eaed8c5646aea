import SoukCatalog

/// Queries as buyers type them: some words of a title, in any order.
struct TypedQueries {
    private let titles: [String]
    private let words: ClosedRange<Int>
    private var random: SplitMix64

    init(_ titles: [String], words: ClosedRange<Int> = 1...4, seed: UInt64) {
        (self.titles, self.words) = (titles, words)
        random = SplitMix64(seed: seed)
    }

    mutating func next() -> String {
        while let title = titles.randomElement(using: &random) {
            let found: [String] = title.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
                .filter { $0.count > 2 }
            guard !found.isEmpty else { continue }
            let count = Int.random(in: words, using: &random)
            return found.shuffled(using: &random).prefix(count).joined(separator: " ")
        }
        return "sofa"
    }

    /// A query with two neighbouring letters exchanged in its longest word.
    mutating func slip(_ query: String) -> String {
        var words = query.split(separator: " ").map(Array.init)
        guard let longest = words.indices.max(by: { words[$0].count < words[$1].count }) else { return query }
        let place = Int.random(in: 1..<max(2, words[longest].count - 1), using: &random)
        guard place + 1 < words[longest].count else { return query }
        words[longest].swapAt(place, place + 1)
        return words.map { String($0) }.joined(separator: " ")
    }
}
