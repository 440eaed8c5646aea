/// Disjoint sets over `0..<count`, by union by size with path halving.
struct UnionFind {
    private var parent: [Int]
    private var size: [Int]

    init(count: Int) {
        parent = Array(0..<count)
        size = Array(repeating: 1, count: count)
    }

    mutating func root(of item: Int) -> Int {
        var item = item
        while parent[item] != item {
            parent[item] = parent[parent[item]]
            item = parent[item]
        }
        return item
    }

    mutating func join(_ a: Int, _ b: Int) {
        var (large, small) = (root(of: a), root(of: b))
        guard large != small else { return }
        if size[large] < size[small] { swap(&large, &small) }
        parent[small] = large
        size[large] += size[small]
    }

    mutating func joined(_ a: Int, _ b: Int) -> Bool { root(of: a) == root(of: b) }
}
