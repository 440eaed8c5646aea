/// How probable it is that a word was typed for another: what fingers do easily costs less.
package enum KeyboardDistance {
    /// The least cost of edits from one word to the other, as `editDistance` counts them: 1 an edit, less for
    /// neighbouring keys, for letters that changed places, and for a letter typed twice or once too little.
    package static func cost(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>) -> Double {
        let (a, b) = (Array(a), Array(b))
        guard a.count <= 64, b.count <= 64 else { return .infinity }
        var beforeLast = [Double](repeating: 0, count: b.count + 1)
        var last = beforeLast
        for j in b.indices { last[j + 1] = last[j] + single(b, j) }
        var row = last
        for i in a.indices {
            row[0] = last[0] + single(a, i)
            for j in b.indices {
                var cost = min(last[j + 1] + single(a, i), row[j] + single(b, j))
                cost = min(cost, last[j] + substitution(a[i], b[j]))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    cost = min(cost, beforeLast[j - 1] + 0.6)
                }
                row[j + 1] = cost
            }
            swap(&beforeLast, &last)
            swap(&last, &row)
        }
        return last[b.count]
    }

    /// Of a letter that only one of the words has.
    private static func single(_ word: [UInt8], _ place: Int) -> Double {
        let isDouble =
            (place > 0 && word[place - 1] == word[place])
            || (place + 1 < word.count && word[place + 1] == word[place])
        return isDouble ? 0.6 : 1
    }

    private static func substitution(_ a: UInt8, _ b: UInt8) -> Double {
        if a == b { return 0 }
        if areNeighbours(a, b) { return 0.7 }
        return vowels.contains(a) && vowels.contains(b) ? 0.8 : 1
    }

    private static let vowels = Set("aeiouy".utf8)

    private static func areNeighbours(_ a: UInt8, _ b: UInt8) -> Bool {
        guard let one = places[a], let other = places[b] else { return false }
        return abs(one.row - other.row) <= 1 && abs(one.column - other.column) <= 1
    }

    /// Of QWERTY; each row stands half a key to the right of the one above.
    private static let places: [UInt8: (row: Int, column: Double)] = {
        var places: [UInt8: (row: Int, column: Double)] = [:]
        for (row, letters) in ["qwertyuiop", "asdfghjkl", "zxcvbnm"].enumerated() {
            for (column, letter) in letters.utf8.enumerated() {
                places[letter] = (row, Double(column) + 0.5 * Double(row) * (row == 2 ? 1.5 : 1))
            }
        }
        return places
    }()
}
