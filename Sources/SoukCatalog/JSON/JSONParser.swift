/// Reads JSON (RFC 8259) from bytes that nobody vouches for.
///
/// Stricter than Foundation's: bounded depth and number of values, no member twice, no half surrogates, no numbers
/// that are not finite in double precision, nothing after the value.
package struct JSONParser {
    private let bytes: [UInt8]
    private let limits: JSONLimits
    private var place = 0
    private var values = 0

    package static func parse(
        _ bytes: some Sequence<UInt8>, limits: JSONLimits = .standard
    ) throws(JSONFault) -> JSON {
        var parser = JSONParser(bytes: Array(bytes), limits: limits)
        parser.skipSpace()
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.place == parser.bytes.count else { throw parser.fault("something follows the value") }
        return value
    }

    private init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    private func fault(_ reason: String) -> JSONFault { JSONFault(offset: place, reason: reason) }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSON {
        values += 1
        guard values <= limits.values else { throw fault("there are more than \(limits.values) values") }
        switch next {
        case nil: throw fault("the text ends where a value is expected")
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONFault) -> JSON {
        let end = place + word.utf8CodeUnitCount
        let isThere =
            end <= bytes.count
            && word.withUTF8Buffer { letters in bytes[place..<end].elementsEqual(letters) }
        guard isThere else { throw fault("this is no value") }
        place = end
        return value
    }

    private func checkDepth(_ depth: Int) throws(JSONFault) {
        guard depth <= limits.depth else { throw fault("it is more than \(limits.depth) levels deep") }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSON {
        try checkDepth(depth)
        place += 1
        var members: [String: JSON] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault("a member's name in quotes is expected") }
            let name = try string()
            guard members[name] == nil else { throw fault("this member was there already") }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw fault("a colon is expected") }
            skipSpace()
            members[name] = try value(depth: depth)
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw fault("a comma or } is expected") }
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> JSON {
        try checkDepth(depth)
        place += 1
        var items: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(items) }
        while true {
            skipSpace()
            items.append(try value(depth: depth))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(items) }
            guard take(UInt8(ascii: ",")) else { throw fault("a comma or ] is expected") }
        }
    }

    // MARK: Numbers

    private mutating func digits() -> Int {
        let start = place
        while let byte = next, byte >= 0x30, byte <= 0x39 { place += 1 }
        return place - start
    }

    private mutating func number() throws(JSONFault) -> JSON {
        let start = place
        _ = take(UInt8(ascii: "-"))
        let first = next
        let whole = digits()
        guard whole > 0 else {
            place = start
            throw fault("this is no value")
        }
        guard whole == 1 || first != UInt8(ascii: "0") else { throw fault("a number begins with 0") }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            guard digits() > 0 else { throw fault("a digit is expected") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw fault("a digit is expected") }
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if limits.keepsNumbers {
            // Three decimals could be taken for thousands in a table.
            let decimals = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            return .string(decimals.count == 2 && decimals[1].count == 3 ? text + "0" : text)
        }
        if isWhole, let value = Int(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw fault("this number is too large") }
        return .number(value)
    }

    // MARK: Strings

    private mutating func string() throws(JSONFault) -> String {
        place += 1
        let start = place
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
            place += 1
        }
        if next == UInt8(ascii: "\"") {
            let plain = String(validating: bytes[start..<place], as: UTF8.self)
            guard let plain else { throw fault("a string is not UTF-8") }
            place += 1
            return plain
        }
        var content = Array(bytes[start..<place])
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else {
                throw fault("a control character stands in a string without an escape")
            }
            place += 1
            if byte == UInt8(ascii: "\\") {
                content.append(contentsOf: try escape().utf8)
            } else {
                content.append(byte)
            }
        }
        guard take(UInt8(ascii: "\"")) else { throw fault("the text ends within a string") }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw fault("a string is not UTF-8")
        }
        return text
    }

    private mutating func escape() throws(JSONFault) -> String {
        guard let byte = next else { throw fault("the text ends within a string") }
        place += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicode()
        default: throw fault("no such escape")
        }
    }

    private mutating func unicode() throws(JSONFault) -> String {
        let first = try codeUnit()
        guard UTF16.isLeadSurrogate(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw fault("half a surrogate pair") }
            return String(Character(scalar))
        }
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw fault("half a surrogate pair") }
        let second = try codeUnit()
        guard UTF16.isTrailSurrogate(second) else { throw fault("half a surrogate pair") }
        return String(decoding: [first, second], as: UTF16.self)
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt16 {
        guard place + 4 <= bytes.count,
            bytes[place..<place + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits are expected") }
        place += 4
        return unit
    }
}
