/// The id of a listing as a key: two ids are equal when their UTF-8 bytes are.
///
/// Swift's strings call `é` as one scalar and `é` as two scalars equal. The catalogue and the engines compare bytes, so
/// what is looked up by id is looked up by this type.
public struct ListingID: Sendable {
    public let text: String

    public init(_ text: String) { self.text = text }

    /// Bytes of UTF-8 that an id may have.
    public static let longest = 500

    /// Why a text cannot be the id of a listing; nil when it can. One rule for tables, the API and the page.
    public static func refusal(of text: String) -> String? {
        let bytes = text.utf8.count
        if bytes == 0 { return "the id is empty" }
        if bytes > longest { return "the id has \(bytes) bytes, and at most \(longest) are taken" }
        if text.utf8.starts(with: RawListing.syntheticPrefix.utf8) {
            return "ids that begin with \(RawListing.syntheticPrefix) are Souk's own"
        }
        // A browser takes these two for folders, whatever their encoding.
        if text == "." || text == ".." { return "the id \"\(text)\" cannot stand in an address" }
        let scalars = text.unicodeScalars
        if let odd = scalars.first(where: isInvisible) {
            return "the id holds the invisible character U+\(String(odd.value, radix: 16, uppercase: true))"
        }
        if scalars.first?.properties.isWhitespace == true || scalars.last?.properties.isWhitespace == true {
            return "the id begins or ends with white space"
        }
        return nil
    }

    /// Joiners count as visible: emoji and several scripts are written with them.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: scalar.value != 0x200C && scalar.value != 0x200D && !(0xE0020...0xE007F ~= scalar.value)
        default: false
        }
    }
}

extension ListingID: Hashable, Comparable {
    public static func == (one: ListingID, other: ListingID) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8)
    }

    public static func < (one: ListingID, other: ListingID) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension ListingID: ExpressibleByStringLiteral, CustomStringConvertible {
    public init(stringLiteral text: String) { self.text = text }
    public var description: String { text }
}

extension ListingID: Codable {
    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Dictionary where Key == ListingID {
    public subscript(_ id: String) -> Value? {
        get { self[ListingID(id)] }
        set { self[ListingID(id)] = newValue }
    }
}

extension Set where Element == ListingID {
    public init(of ids: some Sequence<String>) { self.init(ids.lazy.map { ListingID($0) }) }

    public func contains(_ id: String) -> Bool { contains(ListingID(id)) }

    /// - Returns: whether it is new.
    @discardableResult public mutating func insert(_ id: String) -> Bool { insert(ListingID(id)).inserted }
}
