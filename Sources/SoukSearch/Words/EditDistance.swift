/// The Damerau-Levenshtein distance in its restricted form (optimal string alignment): insertions,
/// deletions, substitutions, and swaps of neighbours, each 1; nil above `limit`.
///
/// Damerau, A technique for computer detection and correction of spelling errors, 1964.
package func editDistance(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>, limit: Int) -> Int? {
    let a = Array(a)
    let b = Array(b)
    guard abs(a.count - b.count) <= limit else { return nil }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var row = last
    for i in a.indices {
        row[0] = i + 1
        var smallest = row[0]
        for j in b.indices {
            var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
            row[j + 1] = cost
            smallest = min(smallest, cost)
        }
        if smallest > limit { return nil }
        swap(&beforeLast, &last)
        swap(&last, &row)
    }
    return last[b.count] <= limit ? last[b.count] : nil
}
