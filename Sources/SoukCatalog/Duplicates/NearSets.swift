/// Finds all pairs of sets whose Jaccard similarity reaches a threshold, exactly.
///
/// Prefix filtering (Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", 2007): with
/// the elements of each set ordered from rare to frequent, two similar sets share one of their first
/// few elements, so only those are indexed.
struct NearSets {
    /// Sizes of intersection over union from which two sets are alike.
    var threshold: Double

    /// Calls `body` with the indices of each pair of similar sets, until `skip` says that a pair is
    /// of no interest any more; empty sets are like no other.
    ///
    /// - Parameter sets: sorted elements without repeats.
    func forEachPair(
        of sets: [[UInt64]], unless skip: (Int, Int) -> Bool = { _, _ in false }, _ body: (Int, Int) -> Void
    ) {
        let frequency = SharedElements.counts(sets, least: 2)
        let shortFirst = sets.indices.filter { !sets[$0].isEmpty }
            .sorted { (sets[$0].count, $0) < (sets[$1].count, $1) }
        var index: [UInt64: [Int]] = [:]
        for current in shortFirst {
            let set = sets[current]
            let shared = Int((threshold * Double(set.count) - 1e-9).rounded(.up))
            let rareFirst = set.compactMap { element in frequency[element].map { (count: $0, element) } }
                .sorted { $0 < $1 }.map(\.1)
            // Elements of this set alone fill up the prefix without finding anything.
            let alone = set.count - rareFirst.count
            let prefix = rareFirst.prefix(max(0, set.count - shared + 1 - alone))
            var candidates: Set<Int> = []
            for element in prefix { candidates.formUnion(index[element] ?? []) }
            for other in candidates.sorted() where sets[other].count >= shared && !skip(other, current) {
                if Self.jaccard(sets[other], set) >= threshold { body(other, current) }
            }
            for element in prefix { index[element, default: []].append(current) }
        }
    }

    /// Size of the intersection over size of the union, of sorted elements.
    static func jaccard(_ a: [UInt64], _ b: [UInt64]) -> Double {
        var (i, j, shared) = (0, 0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] {
                (i, j, shared) = (i + 1, j + 1, shared + 1)
            } else if a[i] < b[j] {
                i += 1
            } else {
                j += 1
            }
        }
        let union = a.count + b.count - shared
        return union == 0 ? 0 : Double(shared) / Double(union)
    }
}
