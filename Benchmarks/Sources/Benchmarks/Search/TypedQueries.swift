import SoukCatalog

/// Queries as buyers type them: one to four words of a title, in any order.
struct TypedQueries {
    private let titles: [String]
    private var random: SplitMix64

    init(_ titles: [String], seed: UInt64) {
        self.titles = titles
        random = SplitMix64(seed: seed)
    }

    mutating func next() -> String {
        while let title = titles.randomElement(using: &random) {
            let words: [String] = title.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
                .filter { $0.count > 2 }
            guard !words.isEmpty else { continue }
            let count = Int.random(in: 1...min(4, words.count), using: &random)
            return words.shuffled(using: &random).prefix(count).joined(separator: " ")
        }
        return "sofa"
    }
}
