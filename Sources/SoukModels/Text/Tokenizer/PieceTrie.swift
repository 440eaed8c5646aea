/// The pieces of a vocabulary by their UTF-8 bytes, for the longest match from a place in a word.
///
/// A trie whose edges lie in one open-addressed table: a match costs a probe a byte.
struct PieceTrie: Sendable {
    /// Where pieces that begin a word begin, and those that continue one (`##…`).
    static let wordRoot: UInt32 = 0
    static let continuationRoot: UInt32 = 1
    private static let continuation = Array("##".utf8)

    /// Each slot holds an edge: its key (node and byte) above the node that it leads to; 0 where it is empty.
    private var slots: [UInt64]
    private let mask: Int
    /// The id of the piece that ends at a node, or -1.
    private var idOfNode: [Int32] = [-1, -1]

    /// A line's index is its id; a later line replaces an equal earlier one.
    init(_ lines: [ArraySlice<UInt8>]) {
        let bytes = lines.reduce(0) { $0 + $1.count }
        var capacity = 16
        while capacity < bytes { capacity *= 2 }
        slots = Array(repeating: 0, count: capacity * 2)
        mask = capacity * 2 - 1
        for (id, line) in lines.enumerated() where !line.isEmpty {
            let continues = line.count > 2 && line.starts(with: Self.continuation)
            insert(
                continues ? line.dropFirst(2) : line,
                under: continues ? Self.continuationRoot : Self.wordRoot, id: Int32(id))
        }
    }

    /// The longest piece that begins at `start`: its id, and where it ends.
    func longest(in word: UnsafeBufferPointer<UInt8>, from start: Int) -> (id: Int32, end: Int)? {
        var node = start == 0 ? Self.wordRoot : Self.continuationRoot
        var best: (id: Int32, end: Int)?
        var index = start
        slots.withUnsafeBufferPointer { slots in
            idOfNode.withUnsafeBufferPointer { ids in
                while index < word.count {
                    let slot = slots[Self.place(Self.key(node, word[index]), slots, mask)]
                    guard slot != 0 else { return }
                    node = UInt32(truncatingIfNeeded: slot)
                    index += 1
                    if ids[Int(node)] >= 0 { best = (ids[Int(node)], index) }
                }
            }
        }
        return best
    }

    private mutating func insert(_ piece: ArraySlice<UInt8>, under root: UInt32, id: Int32) {
        var node = root
        for byte in piece {
            let key = Self.key(node, byte)
            let place = slots.withUnsafeBufferPointer { Self.place(key, $0, mask) }
            if slots[place] == 0 {
                slots[place] = UInt64(key) << 32 | UInt64(idOfNode.count)
                idOfNode.append(-1)
            }
            node = UInt32(truncatingIfNeeded: slots[place])
        }
        idOfNode[Int(node)] = id
    }

    /// Node numbers stay below 2^24, as a vocabulary's bytes do. No edge's slot is 0: none leads to a root.
    private static func key(_ node: UInt32, _ byte: UInt8) -> UInt32 { node << 8 | UInt32(byte) }

    /// The slot of a key, or the empty one where it would be.
    private static func place(_ key: UInt32, _ slots: UnsafeBufferPointer<UInt64>, _ mask: Int) -> Int {
        var place = Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while slots[place] != 0, slots[place] >> 32 != key { place = (place + 1) & mask }
        return place
    }
}
