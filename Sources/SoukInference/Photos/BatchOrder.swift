import SoukCatalog

/// Which photos form which batch of an epoch.
package enum BatchOrder {
    /// Shuffled by seed; a last batch that is not full is left out, unless it is the only one.
    package static func shuffled(_ count: Int, batch: Int, seed: UInt64) -> [[Int]] {
        var generator = SplitMix64(seed: seed)
        let order = (0..<count).shuffled(using: &generator)
        let batches = chunks(order, batch)
        return batches.count > 1 && batches[batches.count - 1].count < batch ? batches.dropLast() : batches
    }

    /// In order, all of them.
    static func sequential(_ count: Int, batch: Int) -> [[Int]] { chunks(Array(0..<count), batch) }

    private static func chunks(_ order: [Int], _ size: Int) -> [[Int]] {
        stride(from: 0, to: order.count, by: size).map { Array(order[$0..<min($0 + size, order.count)]) }
    }
}
