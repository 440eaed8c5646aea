import Foundation
import GRDB
import SoukCatalog
import SoukSearch

/// Reads and writes listings, without texts and vectors, inside a transaction that the index owns.
struct DocumentStore {
    let db: Database

    func rowID(of id: String) throws -> Int64? {
        let statement = try db.cachedStatement(sql: "SELECT row_id FROM documents WHERE id = ?")
        return try Int64.fetchOne(statement, arguments: [id])
    }

    func id(of rowID: Int64) throws -> String? {
        let statement = try db.cachedStatement(sql: "SELECT id FROM documents WHERE row_id = ?")
        return try String.fetchOne(statement, arguments: [rowID])
    }

    func description(of rowID: Int64) throws -> String {
        let statement = try db.cachedStatement(sql: "SELECT description FROM texts WHERE row_id = ?")
        return try String.fetchOne(statement, arguments: [rowID]) ?? ""
    }

    /// The rows behind an id, in order of the bytes of their ids.
    func rows(after id: String?, limit: Int) throws -> [PlacedRow] {
        let statement = try db.cachedStatement(
            sql: "SELECT row_id, id FROM documents WHERE id > ? ORDER BY id LIMIT ?")
        return try Row.fetchAll(statement, arguments: [id ?? "", limit])
            .map { PlacedRow(row: $0[0], key: 0, id: $0[1]) }
    }

    /// Those of the ids that there are.
    func rowIDs(of ids: [String]) throws -> [Int64] {
        guard !ids.isEmpty else { return [] }
        let statement = try db.cachedStatement(
            sql: "SELECT row_id FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY row_id")
        let list = String(decoding: try JSONSerialization.data(withJSONObject: ids), as: UTF8.self)
        return try Int64.fetchAll(statement, arguments: [list])
    }

    /// Without its vectors.
    func listing(_ rowID: Int64) throws -> StoredDocument? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(StoredDocument.columns) FROM documents
                JOIN categories USING (category_id) JOIN texts USING (row_id)
                WHERE documents.row_id = ?
                """)
        var paths = CategoryPaths()
        return try Row.fetchOne(statement, arguments: [rowID]).map { StoredDocument($0, &paths) }
    }

    /// Inserts or replaces; the row id of what was there is kept.
    func save(_ listing: IndexedListing, fields: Set<VectorField>) throws -> Int64 {
        let values: [(any DatabaseValueConvertible)?] =
            [
                listing.id, try categoryID(listing.categoryPath), listing.price, listing.currency,
                listing.town,
                listing.latitude, listing.longitude, listing.hasPhoto, listing.postedAt, listing.group,
                listing.contentHash, VectorFields.text(fields),
            ] + AttributeColumns.arguments(listing.attributes)
        try db.cachedStatement(sql: Self.upsert).execute(arguments: StatementArguments(values))
        guard let rowID = try rowID(of: listing.id) else {
            throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "\(listing.id) was not written")
        }
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO texts (row_id, title, description) VALUES (?, ?, ?)"
        ).execute(
            arguments: [rowID, Self.withoutNUL(listing.title), Self.withoutNUL(listing.description)])
        return rowID
    }

    func remove(_ rowID: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM documents WHERE row_id = ?").execute(arguments: [rowID])
        try db.cachedStatement(sql: "DELETE FROM texts WHERE row_id = ?").execute(arguments: [rowID])
    }

    /// SQLite's texts end at U+0000, so it becomes a space.
    private static func withoutNUL(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? " " : $0 }))
    }

    private func categoryID(_ path: [String]) throws -> Int64 {
        let key = CategoryKey.key(path)
        let known = try db.cachedStatement(sql: "SELECT category_id FROM categories WHERE path = ?")
        if let id = try Int64.fetchOne(known, arguments: [key]) { return id }
        try db.cachedStatement(sql: "INSERT INTO categories (path) VALUES (?)").execute(arguments: [key])
        return db.lastInsertedRowID
    }

    private static let columns =
        [
            "id", "category_id", "price", "currency", "town", "latitude", "longitude", "has_photo",
            "posted_at",
            "group_id", "content_hash", "vector_fields",
        ] + AttributeColumns.values
    private static let upsert = """
        INSERT INTO documents (\(columns.joined(separator: ", ")))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", "))) ON CONFLICT (id) DO UPDATE SET
        \(columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        """
}

/// A listing as its row has it, without vectors.
struct StoredDocument {
    var rowID: Int64
    var listing: IndexedListing
    private let vectorFields: String

    /// The channels that the vector store holds for it.
    var fields: Set<VectorField> { VectorFields.set(vectorFields) }

    static let columns = """
        documents.row_id, vector_fields, documents.id, title, description, path, price, currency, town,
        latitude, longitude, has_photo, posted_at, group_id, content_hash, \(AttributeColumns.values.joined(separator: ", "))
        """

    init(rowID: Int64, listing: IndexedListing, fields: Set<VectorField>) {
        self.rowID = rowID
        self.listing = listing
        vectorFields = VectorFields.text(fields)
    }

    /// - Parameter row: of ``columns``; hundreds of rows a search, so read by place and not by name.
    init(_ row: Row, _ paths: inout CategoryPaths) {
        rowID = row[0]
        vectorFields = row[1]
        listing = IndexedListing(
            id: row[2], title: row[3], description: row[4], categoryPath: paths[row[5]],
            price: row[6], currency: row[7], town: row[8], latitude: row[9], longitude: row[10],
            hasPhoto: row[11], postedAt: row[12], group: row[13], contentHash: row[14])
        for (place, attribute) in ListingAttribute.allCases.enumerated() {
            listing.attributes[attribute] = row[15 + place]
        }
    }
}

/// A set of channels as one text, `photo text`.
enum VectorFields {
    static func text(_ fields: Set<VectorField>) -> String {
        fields.map(\.rawValue).sorted().joined(separator: " ")
    }

    static func set(_ text: String) -> Set<VectorField> {
        Set(text.split(separator: " ").compactMap { VectorField(rawValue: String($0)) })
    }
}
