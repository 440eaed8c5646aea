/// Collects the normalised bytes of a word and writes the ids of its pieces.
struct PieceWriter {
    /// Longer words (in Unicode scalars) are unknown as a whole, as in the reference.
    static let longestWord = 100

    private let pieces: PieceTrie
    private let unknown: Int32
    private let limit: Int
    private(set) var ids: [Int32]
    private var word: [UInt8] = []
    private var scalarCount = 0

    init(pieces: PieceTrie, unknown: Int32, start: Int32, limit: Int) {
        (self.pieces, self.unknown, self.limit) = (pieces, unknown, limit)
        ids = [start]
        ids.reserveCapacity(min(limit, 64) + 1)
        word.reserveCapacity(64)
    }

    var isFull: Bool { ids.count >= limit }

    /// Writes a stretch of text without white space.
    mutating func write(ascii bytes: UnsafeBufferPointer<UInt8>) {
        for byte in bytes where !isFull {
            switch ASCIIClass.table[Int(byte)] {
            case 0: break
            case ASCIIClass.punctuation:
                endWord()
                append(byte)
                endWord()
            case let lowered: append(lowered)
            }
        }
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        scalarCount += 1
        guard scalarCount <= Self.longestWord, let bytes = UTF8.encode(scalar) else { return }
        word.append(contentsOf: bytes)
    }

    /// Writes the pieces of the word that was collected, if any.
    mutating func endWord() {
        guard scalarCount > 0 else { return }
        defer {
            word.removeAll(keepingCapacity: true)
            scalarCount = 0
        }
        guard !isFull else { return }
        guard scalarCount <= Self.longestWord else { return ids.append(unknown) }
        let first = ids.count
        var index = 0
        while index < word.count {
            guard let piece = word.withUnsafeBufferPointer({ pieces.longest(in: $0, from: index) }) else {
                ids.removeSubrange(first...)
                ids.append(unknown)
                return
            }
            ids.append(piece.id)
            index = piece.end
        }
        if ids.count > limit { ids.removeSubrange(limit...) }
    }

    private mutating func append(_ byte: UInt8) {
        scalarCount += 1
        if scalarCount <= Self.longestWord { word.append(byte) }
    }
}

/// What the normalisation makes of ASCII.
enum ASCIIClass {
    /// A punctuation mark stands alone.
    static let punctuation: UInt8 = 1

    /// By byte: the lower-case letter or digit, `punctuation`, or 0 for what is dropped (control characters).
    static let table: [UInt8] = (0..<128).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt8(byte) + 32
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(byte)
        case 0x21...0x7E: punctuation
        default: 0
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }
}
