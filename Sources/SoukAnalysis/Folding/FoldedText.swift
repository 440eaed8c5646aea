/// A text as it is compared, letter by letter, and where each letter stands in the source.
struct FoldedText {
    private(set) var scalars: [UInt32] = []
    /// The source's bytes of each scalar; empty where they are one to one.
    private var bytes: [Range<UInt32>] = []

    /// Text in ASCII is folded without ICU.
    init(_ text: String) {
        var text = text
        text.withUTF8 { source in
            if source.allSatisfy({ $0 < 0x80 }) {
                scalars = source.map { UInt32($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) }
            } else {
                read(source)
            }
        }
    }

    private mutating func read(_ source: UnsafeBufferPointer<UInt8>) {
        scalars.reserveCapacity(source.count)
        bytes.reserveCapacity(source.count)
        var cluster: [UInt32] = []
        var (start, end) = (0, 0)
        var decoder = Unicode.UTF8.ForwardParser()
        var input = source.makeIterator()
        reading: while true {
            let (scalar, width): (UInt32, Int)
            switch decoder.parseScalar(from: &input) {
            case .valid(let encoded):
                (scalar, width) = (Unicode.UTF8.decode(encoded).value, encoded.count)
            case .error(let length): (scalar, width) = (0xFFFD, length)
            case .emptyInput: break reading
            }
            // Marks belong to the letter before them, the half-width ones of kana as well.
            let continues = LetterKind.of(scalar) == .mark || (0xFF9E...0xFF9F).contains(scalar)
            if !continues {
                append(cluster, start..<end)
                cluster.removeAll(keepingCapacity: true)
                start = end
            }
            cluster.append(scalar)
            end += width
        }
        append(cluster, start..<end)
    }

    private mutating func append(_ cluster: [UInt32], _ source: Range<Int>) {
        let source = UInt32(source.lowerBound)..<UInt32(source.upperBound)
        if cluster.count == 1 {
            if cluster[0] < 0x80 {
                let scalar = cluster[0]
                scalars.append(scalar >= 0x41 && scalar <= 0x5A ? scalar | 0x20 : scalar)
                bytes.append(source)
            } else {
                LetterFolding.fold(cluster[0]) { add($0, source) }
            }
        } else if !cluster.isEmpty {
            for scalar in LetterFolding.fold(cluster) { add(scalar, source) }
        }
    }

    private mutating func add(_ scalar: UInt32, _ source: Range<UInt32>) {
        scalars.append(scalar)
        bytes.append(source)
    }

    /// The source's bytes of a stretch of scalars that is not empty.
    func source(_ range: Range<Int>) -> Range<Int> {
        guard !bytes.isEmpty else { return range }
        return Int(bytes[range.lowerBound].lowerBound)..<Int(bytes[range.upperBound - 1].upperBound)
    }

    subscript(place: Int) -> UInt32 { place >= 0 && place < scalars.count ? scalars[place] : 0 }

    func string(_ range: Range<Int>) -> String {
        let part = scalars[range]
        if part.allSatisfy({ $0 < 0x80 }) {
            return String(unsafeUninitializedCapacity: part.count) { target in
                for (place, scalar) in part.enumerated() { target[place] = UInt8(truncatingIfNeeded: scalar) }
                return part.count
            }
        }
        return String(String.UnicodeScalarView(part.compactMap(Unicode.Scalar.init)))
    }
}
