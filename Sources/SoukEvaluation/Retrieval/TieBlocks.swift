/// Items in the order of falling scores, those of equal score together.
struct TieBlocks {
    struct Block {
        /// How many items stand before the block.
        var start: Int
        /// Indices into the scores, ascending.
        var items: [Int]
    }

    let blocks: [Block]

    init(_ scores: [Double]) {
        let keys = scores.map { $0.isNaN ? -Double.infinity : $0 }
        let order = keys.indices.sorted { (keys[$0], $1) > (keys[$1], $0) }
        var blocks: [Block] = []
        for (place, item) in order.enumerated() {
            if let last = blocks.last?.items.first, keys[last] == keys[item] {
                blocks[blocks.count - 1].items.append(item)
            } else {
                blocks.append(Block(start: place, items: [item]))
            }
        }
        self.blocks = blocks
    }

    /// What each rank is expected to hold: within a block, everybody's mean.
    func expected(_ values: [Double]) -> [Double] {
        blocks.flatMap { block in
            let mean = block.items.reduce(0) { $0 + values[$1] } / Double(block.items.count)
            return [Double](repeating: mean, count: block.items.count)
        }
    }
}
