/// Lines of a body that comes in pieces, each bounded; what is longer is dropped and said so.
struct LineSplitter {
    enum Line: Equatable {
        case text([UInt8])
        case tooLong
    }

    let longest: Int
    private var pending: [UInt8] = []
    private var isSkipping = false

    init(longest: Int) { self.longest = longest }

    /// The lines that end in this piece; without their ends, empty ones included.
    mutating func take(_ piece: some Sequence<UInt8>) -> [Line] {
        var lines: [Line] = []
        for byte in piece {
            if byte == 0x0A {
                lines.append(end())
            } else if !isSkipping {
                pending.append(byte)
                if pending.count > longest {
                    isSkipping = true
                    pending = []
                }
            }
        }
        return lines
    }

    /// What the body ended with, without a new line.
    mutating func finish() -> Line? { isSkipping || !pending.isEmpty ? end() : nil }

    private mutating func end() -> Line {
        defer {
            pending.removeAll(keepingCapacity: true)
            isSkipping = false
        }
        if isSkipping { return .tooLong }
        if pending.last == 0x0D { pending.removeLast() }
        return .text(pending)
    }
}
