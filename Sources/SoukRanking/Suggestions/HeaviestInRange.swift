/// Finds the heaviest of a range of places without looking at all of them: a tree of maxima.
struct HeaviestInRange: Sendable {
    private let weights: [Int32]
    /// `tree[1]` is the heaviest place of all; the children of `n` are `2n` and `2n + 1`.
    private let tree: [Int32]
    private let leaves: Int

    init(_ weights: [Int32]) {
        self.weights = weights
        var leaves = 1
        while leaves < weights.count { leaves *= 2 }
        var tree = [Int32](repeating: -1, count: 2 * leaves)
        for place in weights.indices { tree[leaves + place] = Int32(place) }
        for node in stride(from: leaves - 1, to: 0, by: -1) {
            tree[node] = Self.heavier(tree[2 * node], tree[2 * node + 1], weights)
        }
        (self.tree, self.leaves) = (tree, leaves)
    }

    /// The earlier place of two that weigh the same; -1 is no place.
    private static func heavier(_ a: Int32, _ b: Int32, _ weights: [Int32]) -> Int32 {
        guard a >= 0, b >= 0 else { return max(a, b) }
        return weights[Int(b)] > weights[Int(a)] ? b : a
    }

    /// The heaviest places of a range, the heaviest first.
    func top(_ count: Int, in range: Range<Int>) -> [Int] {
        var waiting = [range].filter { !$0.isEmpty }
        var found: [Int] = []
        while found.count < count, !waiting.isEmpty {
            let best =
                waiting.indices.max { weights[heaviest(waiting[$0])] < weights[heaviest(waiting[$1])] } ?? 0
            let chosen = waiting.remove(at: best)
            let place = heaviest(chosen)
            found.append(place)
            for rest in [chosen.lowerBound..<place, place + 1..<chosen.upperBound] where !rest.isEmpty {
                waiting.append(rest)
            }
        }
        return found
    }

    /// - Parameter range: not empty.
    private func heaviest(_ range: Range<Int>) -> Int {
        var (low, high) = (range.lowerBound + leaves, range.upperBound + leaves)
        var best: Int32 = -1
        while low < high {
            if low & 1 == 1 {
                best = Self.heavier(best, tree[low], weights)
                low += 1
            }
            if high & 1 == 1 {
                high -= 1
                best = Self.heavier(best, tree[high], weights)
            }
            low /= 2
            high /= 2
        }
        return Int(best)
    }
}
