/// Numbers for words, from 0 in the order in which they come; equal are words of equal bytes.
struct TermNumbers {
    private(set) var bytes: [UInt8] = []
    private(set) var starts: [UInt32] = [0]
    /// Open addressing; a number plus one, or 0.
    private var table = [UInt32](repeating: 0, count: 1_024)

    var count: Int { starts.count - 1 }

    /// Gives a new word the next number.
    mutating func number(of word: String) -> UInt32 {
        var word = word
        return word.withUTF8 { number(of: $0) }
    }

    mutating func number(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        if count * 2 >= table.count { grow() }
        var slot = Self.hash(word) & (table.count - 1)
        while table[slot] != 0 {
            let number = table[slot] - 1
            if isEqual(Int(number), word) { return number }
            slot = (slot + 1) & (table.count - 1)
        }
        let number = UInt32(count)
        bytes.append(contentsOf: word)
        starts.append(UInt32(bytes.count))
        table[slot] = number + 1
        return number
    }

    private func isEqual(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let (start, end) = (Int(starts[number]), Int(starts[number + 1]))
        guard end - start == word.count else { return false }
        for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
        return true
    }

    private mutating func grow() {
        table = [UInt32](repeating: 0, count: table.count * 2)
        bytes.withUnsafeBufferPointer { bytes in
            for number in 0..<count {
                let word = UnsafeBufferPointer(
                    rebasing: bytes[Int(starts[number])..<Int(starts[number + 1])])
                var slot = Self.hash(word) & (table.count - 1)
                while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
                table[slot] = UInt32(number) + 1
            }
        }
    }

    /// Seeded by the process, so that nobody can choose words that collide.
    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(word))
        return hasher.finalize()
    }
}
