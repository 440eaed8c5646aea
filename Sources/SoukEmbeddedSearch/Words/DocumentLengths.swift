import Foundation
import GRDB
import SoukSearch

/// How many words each field of a document holds, 256 documents to a row of four bytes each.
///
/// A search needs the lengths of thousands of documents; so packed, they cost a few hundred reads.
struct DocumentLengths {
    private static let perBlock = 256
    private static let width = 4
    private var blocks: [Int64: Data] = [:]

    mutating func of(_ rowID: Int64, in db: Database) throws -> FieldValues {
        let block = rowID >> 8
        if blocks[block] == nil { blocks[block] = try Self.read(block, in: db) ?? Data() }
        let start = Int(rowID & 255) * Self.width
        guard let data = blocks[block], start + Self.width <= data.count else { return .zero }
        return FieldValues(
            title: Double(data[data.startIndex + start]),
            description: Double(
                UInt16(data[data.startIndex + start + 1]) | UInt16(data[data.startIndex + start + 2]) << 8),
            categories: Double(data[data.startIndex + start + 3]))
    }

    /// Longer fields count as 255 words, descriptions as 65,535.
    static func store(_ lengths: FieldValues, of rowID: Int64, in db: Database) throws {
        let block = rowID >> 8
        var data = try read(block, in: db) ?? Data(count: perBlock * width)
        let start = Int(rowID & 255) * width
        let description = UInt16(min(lengths.description, 65_535))
        data[start] = UInt8(min(lengths.title, 255))
        data[start + 1] = UInt8(truncatingIfNeeded: description)
        data[start + 2] = UInt8(truncatingIfNeeded: description >> 8)
        data[start + 3] = UInt8(min(lengths.categories, 255))
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO wordLength (block, lengths) VALUES (?, ?)")
            .execute(arguments: [block, data])
    }

    private static func read(_ block: Int64, in db: Database) throws -> Data? {
        let statement = try db.cachedStatement(sql: "SELECT lengths FROM wordLength WHERE block = ?")
        return try Data.fetchOne(statement, arguments: [block])
    }
}
