/// What a form may ask of the machine.
struct MultipartLimits: Sendable {
    var parts = 16
    /// Of one part's header block.
    var headerBytes = 8_192
    /// Of a part that is text.
    var textBytes = 8_192

    static let standard = MultipartLimits()
}

/// Why a body is no form.
struct MultipartFault: Error, Sendable, Equatable {
    var reason: String
}

/// Reads `multipart/form-data` (RFC 7578) from a body in memory; file names are not looked at.
struct MultipartForm: Sendable {
    /// By field name; a name may be there once.
    private(set) var parts: [String: ArraySlice<UInt8>] = [:]

    /// - Parameter contentType: the request's header, with the boundary.
    init(
        _ body: [UInt8], contentType: String, limits: MultipartLimits = .standard
    ) throws(MultipartFault) {
        let boundary = try Self.boundary(contentType)
        let delimiter = Array("--\(boundary)".utf8)
        var rest = body[...]
        guard let first = Self.firstDelimiter(delimiter, in: rest) else {
            throw MultipartFault(reason: "the boundary of the header does not begin a line of the body")
        }
        rest = rest[first...]
        let separator = [0x0D, 0x0A] + delimiter
        while true {
            if rest.starts(with: [0x2D, 0x2D]) { return }
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
            guard rest.starts(with: [0x0D, 0x0A]) else {
                throw MultipartFault(reason: "a boundary is followed by neither a new line nor --")
            }
            rest = rest.dropFirst(2)
            guard parts.count < limits.parts else {
                throw MultipartFault(reason: "more than \(limits.parts) parts")
            }
            let name = try Self.header(&rest, limits)
            guard let end = Self.find(separator, in: rest) else {
                throw MultipartFault(reason: "the last part does not end with the boundary")
            }
            guard parts[name] == nil else { throw MultipartFault(reason: "a field is there twice") }
            parts[name] = rest[..<end]
            rest = rest[(end + separator.count)...]
        }
    }

    // MARK: Pieces

    /// The boundary of `multipart/form-data; boundary=…`: 1 to 70 characters (RFC 2046).
    static func boundary(_ contentType: String) throws(MultipartFault) -> String {
        let pieces = contentType.split(separator: ";").map { $0.drop { $0 == " " } }
        guard pieces.first?.lowercased().trimmingSpaces() == "multipart/form-data" else {
            throw MultipartFault(reason: "the header does not say multipart/form-data")
        }
        for piece in pieces.dropFirst() where piece.lowercased().hasPrefix("boundary=") {
            var value = String(piece.dropFirst("boundary=".count)).trimmingSpaces()
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                value = String(value.dropFirst().dropLast())
            }
            guard (1...70).contains(value.utf8.count),
                value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
            else { throw MultipartFault(reason: "the boundary is not 1 to 70 visible characters") }
            return value
        }
        throw MultipartFault(reason: "the header names no boundary")
    }

    /// Behind the first delimiter that stands at the start of the body or of a line.
    private static func firstDelimiter(_ delimiter: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        if bytes.starts(with: delimiter) { return bytes.startIndex + delimiter.count }
        let line = [0x0D, 0x0A] + delimiter
        return find(line, in: bytes).map { $0 + line.count }
    }

    /// Takes a part's headers, and says which field it is.
    private static func header(
        _ rest: inout ArraySlice<UInt8>, _ limits: MultipartLimits
    ) throws(MultipartFault) -> String {
        guard let end = find([0x0D, 0x0A, 0x0D, 0x0A], in: rest.prefix(limits.headerBytes)) else {
            throw MultipartFault(
                reason: "a part's headers are longer than \(limits.headerBytes) bytes or do not end")
        }
        guard let text = String(validating: rest[..<end], as: UTF8.self) else {
            throw MultipartFault(reason: "a part's headers are not UTF-8")
        }
        rest = rest[(end + 4)...]
        var name: String?
        for line in text.split(separator: "\r\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { continue }
            switch halves[0].lowercased() {
            case "content-disposition": name = name ?? fieldName(halves[1])
            case "content-transfer-encoding":
                throw MultipartFault(reason: "a part has a transfer encoding, which forms may not have")
            default: continue
            }
        }
        guard let name else { throw MultipartFault(reason: "a part names no field") }
        return name
    }

    /// The `name` of `form-data; name="image"; filename="…"`, with quoted pairs as quotes.
    private static func fieldName(_ disposition: Substring) -> String? {
        var rest = disposition.drop { $0 == " " }[...]
        guard rest.lowercased().hasPrefix("form-data") else { return nil }
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let key = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            let value = parameter(&rest)
            if key == "name" { return value.isEmpty ? nil : value }
        }
        return nil
    }

    /// A token or a quoted string, taken from the front.
    private static func parameter(_ rest: inout Substring) -> String {
        guard rest.first == "\"" else {
            let token = rest.prefix { $0 != ";" }
            rest = rest[token.endIndex...]
            return String(token).trimmingSpaces()
        }
        rest = rest.dropFirst()
        var value = ""
        while let character = rest.popFirst(), character != "\"" {
            value.append(character == "\\" ? rest.popFirst() ?? "\\" : character)
        }
        return value
    }

    /// The first place of a pattern, by its first byte and then the rest.
    private static func find(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        var place = bytes.startIndex
        let last = bytes.endIndex - pattern.count
        while place <= last, let found = bytes[place...last].firstIndex(of: pattern[0]) {
            if bytes[found...].starts(with: pattern) { return found }
            place = found + 1
        }
        return nil
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
