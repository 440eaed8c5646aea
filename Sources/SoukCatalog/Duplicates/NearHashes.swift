/// Finds all pairs of 64-bit hashes within a small Hamming distance, exactly.
///
/// Two hashes that differ in at most `distance` bits agree in at least one of `distance + 1` bands
/// of bits, so only hashes that share a band are compared.
struct NearHashes {
    /// The largest number of differing bits, 0 to 15.
    var distance: Int

    /// Calls `body` once for each pair of indices `a < b` of alike hashes, unless `skip` says that
    /// the pair is of no interest any more.
    func forEachPair(
        of hashes: [UInt64], unless skip: (Int, Int) -> Bool = { _, _ in false }, _ body: (Int, Int) -> Void
    ) {
        let masks = bandMasks
        for (band, mask) in masks.enumerated() {
            let buckets = Dictionary(grouping: hashes.indices) { hashes[$0] & mask }
            for (_, bucket) in buckets.sorted(by: { $0.key < $1.key }) where bucket.count > 1 {
                for (position, a) in bucket.enumerated() {
                    for b in bucket[(position + 1)...] {
                        let difference = hashes[a] ^ hashes[b]
                        guard difference.nonzeroBitCount <= distance,
                            !masks[..<band].contains(where: { difference & $0 == 0 }),
                            !skip(a, b)
                        else { continue }
                        body(a, b)
                    }
                }
            }
        }
    }

    /// `distance + 1` disjoint masks that cover all 64 bits.
    private var bandMasks: [UInt64] {
        let bands = distance + 1
        return (0..<bands).map { band in
            (64 * band / bands..<64 * (band + 1) / bands).reduce(0) { $0 | 1 << UInt64($1) }
        }
    }
}
