import Testing

@testable import SoukCatalog

/// Both searches find exactly what comparing all pairs finds.
struct NearDuplicateTests {
    @Test(arguments: 0..<10 as Range<UInt64>, [0.5, 0.6, 0.8, 1.0])
    func setsAreFoundExactly(seed: UInt64, threshold: Double) {
        var generator = SplitMix64(seed: seed)
        var sets = (0..<60).map { _ in
            Set(
                (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                    UInt64.random(in: 0..<60, using: &generator)
                })
        }
        for index in 0..<30 {
            var near = sets[index]
            near.insert(.random(in: 0..<60, using: &generator))
            sets.append(near)
        }
        let sorted = sets.map { $0.sorted() }
        var found: Set<[Int]> = []
        NearSets(threshold: threshold).forEachPair(of: sorted) { found.insert([$0, $1].sorted()) }
        var expected: Set<[Int]> = []
        for a in sets.indices {
            for b in sets.indices where a < b && !sets[a].isEmpty && !sets[b].isEmpty {
                let shared = Double(sets[a].intersection(sets[b]).count)
                if shared / Double(sets[a].union(sets[b]).count) >= threshold { expected.insert([a, b]) }
            }
        }
        #expect(found == expected)
        #expect(!expected.isEmpty)
    }

    @Test(arguments: 0..<10 as Range<UInt64>, [0, 3, 6, 10])
    func hashesAreFoundExactlyAndOnce(seed: UInt64, distance: Int) {
        var generator = SplitMix64(seed: seed)
        var hashes = (0..<50).map { _ in generator.next() }
        for index in 0..<50 {
            var near = hashes[index]
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                near ^= 1 << UInt64.random(in: 0..<64, using: &generator)
            }
            hashes.append(near)
        }
        var found: [[Int]] = []
        NearHashes(distance: distance).forEachPair(of: hashes) { found.append([$0, $1]) }
        var expected: Set<[Int]> = []
        for a in hashes.indices {
            for b in hashes.indices where a < b && (hashes[a] ^ hashes[b]).nonzeroBitCount <= distance {
                expected.insert([a, b])
            }
        }
        #expect(Set(found) == expected)
        #expect(found.count == expected.count)
    }
}
