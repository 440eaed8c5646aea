import HTTPTypes

/// The query of a URL, as forms and programs write it.
enum QueryString {
    static let mostFields = 64

    /// Values by name, in order; `+` is a space.
    ///
    /// - Throws: `request.malformed` for more than 64 fields and for what is not percent-encoded UTF-8.
    static func fields(_ query: String) throws -> [String: [String]] {
        let pieces = query.split(separator: "&", maxSplits: mostFields)
        guard pieces.count <= mostFields else {
            throw Problem.invalid("query", "It has more than \(mostFields) fields.", status: .badRequest)
        }
        var fields: [String: [String]] = [:]
        for piece in pieces {
            let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = halves.map { PercentCoding.decode($0.replacing("+", with: " ")) }
            guard let name = decoded.first ?? nil, decoded.count < 2 || decoded[1] != nil else {
                throw Problem.invalid("query", "It is not percent-encoded UTF-8.", status: .badRequest)
            }
            fields[name, default: []].append((decoded.count == 2 ? decoded[1] : nil) ?? "")
        }
        return fields
    }
}

/// Percent-encoding (RFC 3986).
enum PercentCoding {
    /// nil for a sign that two hexadecimal digits do not follow, and for bytes that are not UTF-8.
    static func decode(_ text: some StringProtocol) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// For one segment of a path.
    static func encode(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.map { byte in
            plain.contains(byte)
                ? String(Character(Unicode.Scalar(byte)))
                : "%" + String(byte >> 4, radix: 16, uppercase: true)
                    + String(byte & 15, radix: 16, uppercase: true)
        }.joined()
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
