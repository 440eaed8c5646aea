import SoukCatalog
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

@Suite struct RowSetTests {
    /// Ids near each other, far apart, below zero, and at both ends of what there is.
    static let ranges: [ClosedRange<Int64>] = [
        0...60, 1...9_000, -5_000...5_000, 0...4_000_000, Int64.min...Int64.max,
        Int64.max - 5_000...Int64.max, Int64.min...Int64.min + 5_000,
    ]

    static func rows(_ count: Int, in range: ClosedRange<Int64>, _ random: inout SplitMix64) -> Set<Int64> {
        Set((0..<count).map { _ in Int64.random(in: range, using: &random) })
    }

    @Test(arguments: ranges) func `insert and remove behave as in a plain set`(range: ClosedRange<Int64>) {
        var random = SplitMix64(seed: 7)
        var model: Set<Int64> = []
        var set = RowSet()
        for _ in 0..<1_500 {
            let row = Int64.random(in: range, using: &random)
            if Bool.random(using: &random) {
                #expect(set.insert(row) == model.insert(row).inserted)
            } else {
                let victim = Bool.random(using: &random) ? (model.min() ?? row) : row
                #expect(set.remove(victim) == (model.remove(victim) != nil))
            }
            #expect(set.count == model.count)
            #expect(set.contains(row) == model.contains(row))
        }
        #expect(set.elementsEqual(model.sorted()))
        #expect(set == RowSet(model.shuffled(using: &random)))
    }

    @Test(arguments: ranges) func `algebra behaves as that of plain sets`(range: ClosedRange<Int64>) {
        var random = SplitMix64(seed: 11)
        for round in 0..<12 {
            let left = Self.rows(round * 40, in: range, &random)
            let right = Self.rows(400 - round * 30, in: range, &random)
                .union(left.shuffled(using: &random).prefix(round * 20))
            let (a, b) = (RowSet(left), RowSet(right))
            #expect(a.union(b) == RowSet(left.union(right)))
            #expect(a.intersection(b) == RowSet(left.intersection(right)))
            #expect(a.subtracting(b) == RowSet(left.subtracting(right)))
            #expect(a.isSubset(of: b) == left.isSubset(of: right))
            #expect(a.intersection(b).isSubset(of: a))
            #expect(a.isDisjoint(with: b) == left.isDisjoint(with: right))
            var grown = a
            grown.formUnion(b)
            #expect(grown == a.union(b))
            #expect(a.union(b).count == left.union(right).count)
        }
    }

    @Test func `an emptied set equals a new one`() {
        var set: RowSet = [3, -3, 70_000]
        for row in [3, -3, 70_000] as [Int64] { set.remove(row) }
        #expect(set.isEmpty)
        #expect(set == RowSet())
        #expect(Array(set) == [])
    }

    @Test func `a copy does not follow its original`() {
        var set: RowSet = [1]
        let copy = set
        set.insert(2)
        #expect(Array(copy) == [1])
    }

    /// Bits that begin at any row, over the edges of words and blocks.
    @Test(arguments: [UInt64(1), 2, 3, 4])
    func bitsAndRowsAreTheSameSet(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<60 {
            let first = Int64.random(in: -9_000...9_000, using: &random)
            let count = Int.random(in: 1...9_000, using: &random)
            let share = Double.random(in: 0...1, using: &random)
            let places = (0..<count).filter { _ in Double.random(in: 0..<1, using: &random) < share * share }
            var bits = [UInt64](repeating: 0, count: (count + 63) / 64)
            for place in places { bits[place >> 6] |= 1 << UInt64(place & 63) }
            let rows = RowSet(places.map { first + Int64($0) })
            #expect(RowSet(bits: bits, from: first) == rows)
            #expect(bits.bitCount == rows.count)
            // Rows before and behind are left out.
            let more = rows.union([first - 1, first - 70, first + Int64(count), first + Int64(count) + 4_096])
            #expect(more.bits(from: first, count: count) == bits)
            var kept = bits
            kept.keepBits { $0 % 3 != 0 }
            #expect(kept.setBits == places.filter { $0 % 3 != 0 })
        }
    }
}
