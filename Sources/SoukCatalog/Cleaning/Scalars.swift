/// Texts are cleaned as arrays of Unicode scalars: linear, and no surprise from how scalars combine.
typealias Scalars = [Unicode.Scalar]

extension String {
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }

    /// Without white space at both ends.
    func trimmingWhitespace() -> String {
        let view = unicodeScalars
        guard let first = view.firstIndex(where: { !$0.isSpace }) else { return "" }
        let last = view.lastIndex(where: { !$0.isSpace }) ?? first
        return String(view[first...last])
    }

    /// Whether the text holds only ASCII: most rules have nothing to do then.
    var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}

extension Unicode.Scalar {
    var isSpace: Bool {
        if value < 0x80 { return value == 0x20 || (0x09...0x0D).contains(value) }
        return properties.isWhitespace
    }

    /// 0...9 in ASCII.
    var isDigit: Bool { (0x30...0x39).contains(value) }

    var isASCIILetter: Bool { (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value) }

    var isLetter: Bool { value < 0x80 ? isASCIILetter : properties.isAlphabetic }

    var isWordPart: Bool { isDigit || isLetter }

    /// The ASCII digit that a digit of any script stands for; the scalar itself when it is none.
    var asciiDigit: Unicode.Scalar {
        guard value >= 0x80, properties.numericType == .decimal, let number = properties.numericValue else {
            return self
        }
        return Unicode.Scalar(UInt8(0x30 + Int(number)))
    }
}

extension Array where Element == Unicode.Scalar {
    /// Whether `text` stands at `index`.
    func has(_ text: StaticScalars, at index: Int) -> Bool {
        guard index >= 0, index + text.scalars.count <= count else { return false }
        for (offset, scalar) in text.scalars.enumerated() where self[index + offset] != scalar {
            return false
        }
        return true
    }
}

extension Scalars {
    /// Replaces every sequence that `found` reads from a place where `starts` is true, in one pass.
    ///
    /// - Returns: whether anything was replaced.
    mutating func replace(
        _ found: (Scalars, Int) -> (scalar: Unicode.Scalar, end: Int)?, where starts: (Unicode.Scalar) -> Bool
    ) -> Bool {
        var result = Scalars()
        result.reserveCapacity(count)
        var index = 0
        var changed = false
        while index < count {
            if starts(self[index]), let sequence = found(self, index) {
                result.append(sequence.scalar)
                index = sequence.end
                changed = true
            } else {
                result.append(self[index])
                index += 1
            }
        }
        self = result
        return changed
    }
}

/// A literal as scalars, cut up once.
struct StaticScalars: ExpressibleByStringLiteral, Sendable {
    let scalars: Scalars
    init(stringLiteral value: String) { scalars = Array(value.unicodeScalars) }
    init(_ value: String) { scalars = Array(value.unicodeScalars) }
}
