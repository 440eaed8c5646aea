import Foundation
import GRDB

/// A listing as the catalogue keeps it.
public struct StoredListing: Sendable, Equatable {
    public var listing: Listing
    public var verdict: Verdict
    /// Names of the cleaning rules that changed it.
    public var rules: [String]
    /// The duplicate group; nil for rejected listings and before the grouping has run.
    public var group: Int? = nil
    public var lifecycle = Lifecycle.onSale
    /// The group of listings that offer the very same thing; nil for a listing that stands alone.
    public var repost: Int? = nil
    /// Why it counts as one of that group.
    public var repostReason: String? = nil

    /// Whether buyers see it: what is clean, and neither sold nor taken off in another way. The column `shown`
    /// says the same.
    public var isShown: Bool { !verdict.isRejected && lifecycle.isShown }
}

extension StoredListing {
    /// SHA-256 over all that a model may look at: texts, price, category, place, and the photos' files in order.
    public func contentHash(with photos: [StoredPhoto]) -> String {
        var seen = listing
        (seen.photoNames, seen.attributes, seen.otherCategoryPaths) = ([], [:], [])
        return Checksum.sha256(
            JSONText.encode(seen) + photos.map { "\n" + ($0.contentHash ?? $0.id) }.joined())
    }

    static let columns = """
        id, title, description, price, price_up_to, currency, price_doubt, category, category_path, more_paths,
        town, county, latitude, longitude, photo_names, attributes, rules, verdict
        """

    init(_ row: Row) {
        let price = (row["price"] as Int?).map { amount in
            Price(
                amount: amount, upTo: row["price_up_to"], currency: row["currency"],
                doubt: (row["price_doubt"] as String?).flatMap(Price.Doubt.init))
        }
        let place = (row["town"] as String?).map { town in
            Place(
                town: town, county: row["county"], latitude: row["latitude"], longitude: row["longitude"])
        }
        listing = Listing(
            id: row["id"], title: row["title"], description: row["description"], price: price,
            categoryPath: JSONText.strings(row["category_path"]),
            otherCategoryPaths: JSONText.lists(row["more_paths"]), place: place,
            photoNames: JSONText.strings(row["photo_names"]),
            attributes: JSONText.pairs(row["attributes"]))
        verdict = Verdict(row["verdict"]) ?? .rejected("unreadable verdict")
        rules = JSONText.strings(row["rules"])
        group = row["group_id"]
        lifecycle = Lifecycle(rawValue: row["lifecycle"]) ?? .onSale
        repost = row["repost_id"]
        repostReason = row["repost_reason"]
    }

    /// The listing of an id, whatever became of it.
    init?(_ id: String, _ db: Database) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM listings WHERE id = ?", arguments: [id])
        else { return nil }
        self.init(row)
    }

    /// Inserts it, or replaces what is there but for the lifecycle, which no table tells; the group is left to
    /// the grouping.
    func save(_ db: Database) throws {
        try db.cachedStatement(sql: Self.insertion).execute(arguments: arguments)
    }

    private static let insertion: String = {
        let names = columns.split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        let updates = names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        return """
            INSERT INTO listings (\(names.joined(separator: ", "))) VALUES (\(marks))
            ON CONFLICT (id) DO UPDATE SET \(updates)
            """
    }()

    private var arguments: StatementArguments {
        [
            listing.id, listing.title, listing.description,
            listing.price?.amount, listing.price?.upTo, listing.price?.currency,
            listing.price?.doubt?.rawValue, listing.category, JSONText.encode(listing.categoryPath),
            JSONText.encode(listing.otherCategoryPaths),
            listing.place?.town, listing.place?.county, listing.place?.latitude, listing.place?.longitude,
            JSONText.encode(listing.photoNames), JSONText.encode(listing.attributes),
            JSONText.encode(rules), verdict.description,
        ]
    }
}

/// Values kept as JSON in a text column, with sorted keys so that equal values give equal texts.
enum JSONText {
    static func encode(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }

    /// Without an encoder, and many times faster.
    static func encode(_ texts: [String]) -> String {
        var bytes = [UInt8(ascii: "[")]
        for (index, text) in texts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            quote(text, &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// As the encoder writes it.
    static func encode(_ lists: [[String]]) -> String { "[" + lists.map(encode).joined(separator: ",") + "]" }

    /// With sorted keys, as the encoder writes it.
    static func encode(_ pairs: [String: String]) -> String {
        var bytes = [UInt8(ascii: "{")]
        for (index, pair) in pairs.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            quote(pair.key, &bytes)
            bytes.append(UInt8(ascii: ":"))
            quote(pair.value, &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `[["id","1"],["title","Lamp"]]`, as ``encode(_:)`` writes it, and many times faster: each row of a table is
    /// kept so.
    static func pairs(_ fields: [(name: String, value: String)]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(fields.reduce(2) { $0 + $1.name.utf8.count + $1.value.utf8.count + 8 })
        bytes.append(UInt8(ascii: "["))
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "["))
            quote(field.name, &bytes)
            bytes.append(UInt8(ascii: ","))
            quote(field.value, &bytes)
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func quote(_ text: String, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
            case UInt8(ascii: "\r"): bytes += Array("\\r".utf8)
            case UInt8(ascii: "\t"): bytes += Array("\\t".utf8)
            case 0x08: bytes += Array("\\b".utf8)
            case 0x0C: bytes += Array("\\f".utf8)
            case ..<0x20:
                bytes += Array("\\u00".utf8) + hex(byte >> 4) + hex(byte & 15)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func hex(_ digit: UInt8) -> [UInt8] { [digit < 10 ? 0x30 + digit : 0x57 + digit] }

    /// What ``encode(_:)`` made of texts; nothing for anything else.
    static func strings(_ text: String) -> [String] { plain(text) ?? decode([String].self, text) ?? [] }

    /// Read without a decoder; nil where something is escaped, or not as ``encode(_:)`` writes it.
    private static func plain(_ text: String) -> [String]? {
        var text = text
        return text.withUTF8 { bytes in
            guard isEnclosed(bytes, "[", "]") else { return nil }
            var found: [String] = []
            var place = 1
            while place < bytes.count - 1 {
                guard let next = quoted(bytes, &place), isSeparated(bytes, &place) else { return nil }
                found.append(next)
            }
            return found
        }
    }

    private static func plainPairs(_ text: String) -> [String: String]? {
        var text = text
        return text.withUTF8 { bytes in
            guard isEnclosed(bytes, "{", "}") else { return nil }
            var found: [String: String] = [:]
            var place = 1
            while place < bytes.count - 1 {
                guard let key = quoted(bytes, &place), bytes[place] == UInt8(ascii: ":") else { return nil }
                place += 1
                guard let value = quoted(bytes, &place), isSeparated(bytes, &place) else { return nil }
                found[key] = value
            }
            return found
        }
    }

    private static func isEnclosed(
        _ bytes: UnsafeBufferPointer<UInt8>, _ open: Unicode.Scalar, _ close: Unicode.Scalar
    ) -> Bool {
        bytes.count >= 2 && bytes[0] == UInt8(ascii: open) && bytes[bytes.count - 1] == UInt8(ascii: close)
    }

    /// The text between quotes at a place, which moves behind them; the last byte is never part of it.
    private static func quoted(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> String? {
        guard bytes[place] == UInt8(ascii: "\"") else { return nil }
        var end = place + 1
        while end < bytes.count - 1, bytes[end] != UInt8(ascii: "\"") {
            guard bytes[end] != UInt8(ascii: "\\") else { return nil }
            end += 1
        }
        guard end < bytes.count - 1 else { return nil }
        defer { place = end + 1 }
        return String(decoding: bytes[place + 1..<end], as: UTF8.self)
    }

    /// Whether the end follows, or a comma and another text, to which the place moves.
    private static func isSeparated(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Bool {
        guard place < bytes.count - 1 else { return true }
        guard bytes[place] == UInt8(ascii: ","), bytes[place + 1] == UInt8(ascii: "\"") else { return false }
        place += 1
        return true
    }

    static func lists(_ text: String) -> [[String]] {
        text == "[]" ? [] : decode([[String]].self, text) ?? []
    }

    static func pairs(_ text: String) -> [String: String] {
        plainPairs(text) ?? decode([String: String].self, text) ?? [:]
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
