/// Text as the cleaning rules handle it: every rule is a total function over scalars.
typealias Scalars = [Unicode.Scalar]

extension StringProtocol {
    /// Without white space at both ends.
    func trimmingWhitespace() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}

extension String {
    var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }

    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}

extension Unicode.Scalar {
    var isASCIIDigit: Bool { value >= 0x30 && value <= 0x39 }
    var isASCIILetter: Bool { (value | 0x20) >= 0x61 && (value | 0x20) <= 0x7A && value < 0x80 }
    var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILetter }

    /// Lower case for ASCII letters, itself otherwise.
    var asciiLowercased: Unicode.Scalar {
        value >= 0x41 && value <= 0x5A ? Unicode.Scalar(UInt8(value) + 0x20) : self
    }

    /// 0 to 9 for ASCII and full-width digits.
    var digit: Int? {
        if isASCIIDigit { return Int(value) - 0x30 }
        return value >= 0xFF10 && value <= 0xFF19 ? Int(value) - 0xFF10 : nil
    }

    /// White space, the line ends included.
    var isSpace: Bool {
        switch value {
        case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
            true
        default: false
        }
    }
}

extension Collection where Element == Unicode.Scalar, Index == Int {
    /// Whether a text stands at a position; capitals of ASCII letters do not matter.
    func has(_ text: Scalars, at position: Int) -> Bool {
        guard position >= startIndex, position + text.count <= endIndex else { return false }
        for offset in text.indices
        where self[position + offset].asciiLowercased != text[offset].asciiLowercased {
            return false
        }
        return true
    }
}
