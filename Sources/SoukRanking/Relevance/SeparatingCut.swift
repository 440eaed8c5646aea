/// Scores that tell relevant examples from others.
enum SeparatingCut {
    /// Fewer examples of a kind tell nothing.
    private static let fewest = 20

    /// The part of the irrelevant examples that may reach ``aboveMostOthers(_:)``.
    private static let fewOthers = 0.05

    /// What few irrelevant examples reach; nil for too few examples.
    static func aboveMostOthers(_ examples: [(score: Double, isRelevant: Bool)]) -> Double? {
        let others = examples.filter { !$0.isRelevant && $0.score.isFinite }.map(\.score).sorted(by: >)
        guard others.count >= fewest else { return nil }
        return others[Int(fewOthers * Double(others.count))]
    }

    /// Where the share of relevant examples at or above it exceeds that of the others most (Youden's index); nil for
    /// too few examples, or where no score tells them apart.
    static func of(_ examples: [(score: Double, isRelevant: Bool)]) -> Double? {
        let sorted = examples.filter { $0.score.isFinite }.sorted { $0.score > $1.score }
        let relevant = sorted.count { $0.isRelevant }
        let others = sorted.count - relevant
        guard relevant >= fewest, others >= fewest else { return nil }
        var best = (score: 0.0, index: 0.0)
        var (hits, misses) = (0, 0)
        for (place, example) in sorted.enumerated() {
            if example.isRelevant { hits += 1 } else { misses += 1 }
            guard place + 1 == sorted.count || sorted[place + 1].score < example.score else { continue }
            let index = Double(hits) / Double(relevant) - Double(misses) / Double(others)
            if index > best.index { best = (example.score, index) }
        }
        return best.index > 0 ? best.score : nil
    }
}
