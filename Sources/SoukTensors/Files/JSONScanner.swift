import Foundation

/// Reads the little JSON that a header of known structure needs: the caller says what must come next.
///
/// Nesting is bounded by the caller's own code and a name that occurs twice is refused,
/// which `JSONDecoder` promises neither of.
struct JSONScanner {
    private var cursor: ByteCursor

    init(_ bytes: some ContiguousBytes) { cursor = ByteCursor(bytes) }

    /// Reads `{…}` and calls `member` behind each colon.
    mutating func object(
        _ member: (inout JSONScanner, String) throws(Malformed) -> Void
    ) throws(Malformed) {
        var names: Set<String> = []
        try expect("{")
        if try skip("}") { return }
        repeat {
            let name = try string()
            guard names.insert(name).inserted else {
                throw Malformed("the header has the name \(Malformed.quoted(name)) twice")
            }
            try expect(":")
            try member(&self, name)
        } while try skip(",")
        try expect("}")
    }

    /// Reads `[…]` of non-negative integers.
    mutating func integers(atMost limit: Int) throws(Malformed) -> [Int] {
        var values: [Int] = []
        try expect("[")
        if try skip("]") { return values }
        repeat {
            guard values.count < limit else { throw unexpected("a list of more than \(limit) numbers") }
            values.append(try integer())
        } while try skip(",")
        try expect("]")
        return values
    }

    mutating func string() throws(Malformed) -> String {
        try expect("\"")
        var bytes: [UInt8] = []
        while true {
            let byte = try cursor.byte()
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw unexpected("text that is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): bytes += try escape().utf8
            case 0..<0x20: throw unexpected("a control character in text")
            default: bytes.append(byte)
            }
        }
    }

    /// Nothing but spaces may be left.
    mutating func end() throws(Malformed) {
        if let byte = try peek() { throw unexpected("byte \(byte) behind the end") }
    }

    private mutating func integer() throws(Malformed) -> Int {
        guard let first = try peek(), Self.digits.contains(first) else {
            throw unexpected("something else than a non-negative integer")
        }
        var value = 0
        while let byte = cursor.peek, Self.digits.contains(byte) {
            let (tens, high) = value.multipliedReportingOverflow(by: 10)
            let (next, carry) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            guard !high, !carry else { throw unexpected("an integer beyond 64 bits") }
            value = next
            _ = try cursor.byte()
        }
        return value
    }

    private mutating func escape() throws(Malformed) -> String {
        switch try cursor.byte() {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw unexpected("an unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(Malformed) -> String {
        var units = [try codeUnit()]
        if UTF16.isLeadSurrogate(units[0]) {
            guard try cursor.take(2).elementsEqual("\\u".utf8) else {
                throw unexpected("half a surrogate pair")
            }
            units.append(try codeUnit())
        }
        guard let text = String(validating: units, as: UTF16.self) else {
            throw unexpected("half a surrogate pair")
        }
        return text
    }

    private mutating func codeUnit() throws(Malformed) -> UInt16 {
        let digits = try cursor.text(4)
        guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }), let unit = UInt16(digits, radix: 16) else {
            throw unexpected("an escape without four hexadecimal digits")
        }
        return unit
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(Malformed) {
        guard try skip(character) else { throw unexpected("something else than '\(character)'") }
    }

    private mutating func skip(_ character: Unicode.Scalar) throws(Malformed) -> Bool {
        guard try peek() == UInt8(ascii: character) else { return false }
        _ = try cursor.byte()
        return true
    }

    /// The next byte that is not white space.
    private mutating func peek() throws(Malformed) -> UInt8? {
        while let byte = cursor.peek, Self.space.contains(byte) { _ = try cursor.byte() }
        return cursor.peek
    }

    private func unexpected(_ what: String) -> Malformed {
        Malformed("the header has \(what) at byte \(cursor.offset)")
    }

    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    private static let space: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
}
