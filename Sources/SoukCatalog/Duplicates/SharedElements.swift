/// Counts elements that several sets share. Most belong to one alone: a dictionary of all would be many times larger than
/// the sets, so they are sorted, and only the shared ones are kept.
enum SharedElements {
    /// - Parameters:
    ///   - sets: each without repeats.
    ///   - least: the least number of sets that hold an element.
    static func counts(_ sets: [[UInt64]], least: Int) -> [UInt64: Int] {
        var all: [UInt64] = []
        all.reserveCapacity(sets.reduce(0) { $0 + $1.count })
        for set in sets { all += set }
        all.sort()
        var counts: [UInt64: Int] = [:]
        var start = 0
        while start < all.count {
            var end = start + 1
            while end < all.count, all[end] == all[start] { end += 1 }
            if end - start >= least { counts[all[start]] = end - start }
            start = end
        }
        return counts
    }
}
