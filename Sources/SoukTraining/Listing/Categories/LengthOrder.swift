import SoukCatalog
import SoukInference

extension BatchOrder {
    /// Shuffled by seed, yet texts of like length together: pools of batches are sorted by length, and the
    /// batches of all pools are shuffled again. Nothing is left out.
    static func likeLengths(_ lengths: [Int], batch: Int, pool: Int = 16, seed: UInt64) -> [[Int]] {
        var generator = SplitMix64(seed: seed)
        let order = lengths.indices.shuffled(using: &generator)
        var batches: [[Int]] = []
        for start in stride(from: 0, to: order.count, by: batch * pool) {
            let sorted = order[start..<min(start + batch * pool, order.count)]
                .sorted { (lengths[$0], $0) < (lengths[$1], $1) }
            for begin in stride(from: 0, to: sorted.count, by: batch) {
                batches.append(Array(sorted[begin..<min(begin + batch, sorted.count)]))
            }
        }
        return batches.shuffled(using: &generator)
    }
}
