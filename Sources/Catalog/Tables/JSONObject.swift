/// Reads one JSON object, keeping the order of its names and the digits of its numbers.
struct JSONObject {
    private let bytes: [UInt8]
    private var position = 0

    /// Names and values of an object; strings are unescaped, other values are their JSON text, and
    /// `null` is left out. nil when the text is not one sound object.
    static func fields(_ text: ArraySlice<UInt8>) -> [(name: String, value: String)]? {
        var reader = JSONObject(bytes: Array(text))
        return reader.object()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func object() -> [(name: String, value: String)]? {
        guard take("{") else { return nil }
        var fields: [(name: String, value: String)] = []
        if !take("}") {
            repeat {
                skipSpace()
                guard let name = string(), take(":"), let value = value() else { return nil }
                if let text = value { fields.append((name, text)) }
            } while take(",")
            guard take("}") else { return nil }
        }
        skipSpace()
        return position == bytes.count ? fields : nil
    }

    /// nil for an error, `.some(nil)` for `null`.
    private mutating func value() -> String?? {
        skipSpace()
        guard position < bytes.count else { return nil }
        if bytes[position] == UInt8(ascii: "\"") { return string().map { .some($0) } }
        let start = position
        guard skipValue() else { return nil }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return text == "null" ? .some(nil) : text
    }

    /// Passes a number, a word, or an array or object with balanced brackets.
    private mutating func skipValue() -> Bool {
        var closers: [UInt8] = []
        repeat {
            skipSpace()
            guard position < bytes.count else { return false }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard string() != nil else { return false }
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                closers.append(bytes[position] + 2)
                position += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard closers.popLast() == bytes[position] else { return false }
                position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard !closers.isEmpty else { return false }
                position += 1
            default:
                guard word() else { return false }
            }
        } while !closers.isEmpty
        return true
    }

    private mutating func word() -> Bool {
        let start = position
        while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return ["true", "false", "null"].contains(text) || Double(text) != nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func string() -> String? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
        position += 1
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                text += Array(String(scalar).utf8)
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard position < bytes.count else { return nil }
        let letter = bytes[position]
        position += 1
        switch letter {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "u"): return unicodeEscape()
        default: return nil
        }
    }

    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let high = hexUnit() else { return nil }
        guard UTF16.isLeadSurrogate(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        let retreat = position
        position += 2
        guard let low = hexUnit() else { return nil }
        guard UTF16.isTrailSurrogate(low) else {
            position = retreat
            return "\u{FFFD}"
        }
        return UTF16.decode(UTF16.EncodedScalar([high, low]))
    }

    private mutating func hexUnit() -> UInt16? {
        guard position + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        position += 4
        return digits.utf8.count == 4 && digits.allSatisfy(\.isHexDigit) ? UInt16(digits, radix: 16) : nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }
}
