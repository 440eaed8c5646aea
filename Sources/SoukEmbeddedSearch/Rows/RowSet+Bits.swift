import SoukSearch

extension RowSet {
    /// Of bits that stand for rows one after the other.
    init(bits: [UInt64], from first: Int64) {
        self.init()
        let (start, shift) = (first >> 6, UInt64(first & 63))
        let offset = Int(start & 63)
        let blocks = (offset + bits.count) / Self.wordsPerBlock + 1
        var aligned = [UInt64](repeating: 0, count: blocks * Self.wordsPerBlock)
        for (word, own) in bits.enumerated() where own != 0 {
            aligned[offset + word] |= own << shift
            if shift > 0 { aligned[offset + word + 1] |= own >> (64 - shift) }
        }
        for block in 0..<blocks {
            let from = block * Self.wordsPerBlock
            append(start >> 6 + Int64(block), aligned[from..<from + Self.wordsPerBlock])
        }
    }

    /// A bit for each of so many rows one after the other.
    func bits(from first: Int64, count: Int) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: (count + 63) / 64)
        let (start, shift) = (first >> 6, UInt64(first & 63))
        for (place, key) in keys.enumerated() {
            for word in 0..<Self.wordsPerBlock {
                let own = words[place * Self.wordsPerBlock + word]
                guard own != 0 else { continue }
                let target = key << 6 + Int64(word) - start
                if target >= 0, target < bits.count { bits[Int(target)] |= own >> shift }
                if shift > 0, target > 0, target <= bits.count {
                    bits[Int(target) - 1] |= own << (64 - shift)
                }
            }
        }
        if count & 63 != 0, let last = bits.indices.last { bits[last] &= 1 << UInt64(count & 63) - 1 }
        return bits
    }
}

extension [UInt64] {
    /// Calls for each bit that is set, rising.
    @inline(__always) func forEachBit(_ body: (Int) -> Void) {
        for word in indices {
            var left = self[word]
            while left != 0 {
                body(word << 6 | left.trailingZeroBitCount)
                left &= left - 1
            }
        }
    }

    /// Clears the bits that do not meet a condition.
    @inline(__always) mutating func keepBits(where isMet: (Int) -> Bool) {
        for word in indices {
            var left = self[word]
            while left != 0 {
                let bit = left & (0 &- left)
                if !isMet(word << 6 | left.trailingZeroBitCount) { self[word] &= ~bit }
                left &= left - 1
            }
        }
    }

    var bitCount: Int { reduce(0) { $0 + $1.nonzeroBitCount } }
}
