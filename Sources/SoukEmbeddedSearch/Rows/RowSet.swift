import SoukSearch

/// A compact set of row ids: bitmaps of 4,096 rows, where there are any.
///
/// Any `Int64` is a row id. Ids that lie together, as SQLite hands them out, cost a bit each.
public struct RowSet: Sendable, Equatable {
    /// `id >> 12`, rising.
    var keys: [Int64] = []
    /// `wordsPerBlock` words a key, never all zero.
    var words: [UInt64] = []
    package private(set) var count = 0

    static let wordsPerBlock = 64

    package init() {}

    /// Of rows in any order; a row given twice counts once.
    public init(_ rows: some Sequence<Int64>) {
        for row in rows { insert(row) }
    }

    package var isEmpty: Bool { count == 0 }

    package func contains(_ row: Int64) -> Bool {
        guard let block = block(row >> 12) else { return false }
        return words[block * Self.wordsPerBlock + Self.word(row)] & Self.bit(row) != 0
    }

    /// Returns whether the row was new.
    @discardableResult package mutating func insert(_ row: Int64) -> Bool {
        let key = row >> 12
        let block = block(key) ?? addBlock(key)
        let word = block * Self.wordsPerBlock + Self.word(row)
        guard words[word] & Self.bit(row) == 0 else { return false }
        words[word] |= Self.bit(row)
        count += 1
        return true
    }

    /// Returns whether the row was there.
    @discardableResult package mutating func remove(_ row: Int64) -> Bool {
        guard let block = block(row >> 12) else { return false }
        let range = block * Self.wordsPerBlock..<(block + 1) * Self.wordsPerBlock
        let word = range.lowerBound + Self.word(row)
        guard words[word] & Self.bit(row) != 0 else { return false }
        words[word] &= ~Self.bit(row)
        count -= 1
        if words[range].allSatisfy({ $0 == 0 }) {
            keys.remove(at: block)
            words.removeSubrange(range)
        }
        return true
    }

    /// Appends a block behind all others; one without rows is left out.
    mutating func append(_ key: Int64, _ block: some Collection<UInt64>) {
        let rows = block.reduce(0) { $0 + $1.nonzeroBitCount }
        guard rows > 0 else { return }
        keys.append(key)
        words.append(contentsOf: block)
        count += rows
    }

    func block(at place: Int) -> ArraySlice<UInt64> {
        words[place * Self.wordsPerBlock..<(place + 1) * Self.wordsPerBlock]
    }

    private mutating func addBlock(_ key: Int64) -> Int {
        let place = firstBlock(from: key)
        keys.insert(key, at: place)
        words.insert(contentsOf: repeatElement(0, count: Self.wordsPerBlock), at: place * Self.wordsPerBlock)
        return place
    }

    /// Blocks without gaps between them are found without a search.
    private func block(_ key: Int64) -> Int? {
        guard let first = keys.first, key >= first else { return nil }
        let guess = key - first
        if guess < keys.count, keys[Int(guess)] == key { return Int(guess) }
        let place = firstBlock(from: key)
        return place < keys.count && keys[place] == key ? place : nil
    }

    private func firstBlock(from key: Int64) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func word(_ row: Int64) -> Int { Int(row & 0xFFF) >> 6 }
    private static func bit(_ row: Int64) -> UInt64 { 1 << UInt64(row & 63) }
}
