import SoukCatalog

/// The top level of the sample's category tree.
enum Category {
    static let all: [String] = ItemKind.all.reduce(into: []) { names, kind in
        if !names.contains(kind.category) { names.append(kind.category) }
    }

    /// The kinds of a category, by the category's place in `all`.
    static let kinds: [[ItemKind]] = all.map { name in ItemKind.all.filter { $0.category == name } }

    /// How much is on offer in a category, relative to the others: some shelves are fuller.
    static let weights: [Double] = all.indices.map { 1 + 0.12 * Double((all.count - $0) % 7) }

    static func draw(_ dice: inout SplitMix64) -> Int {
        var left = dice.unit() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return index }
        }
        return weights.count - 1
    }
}
