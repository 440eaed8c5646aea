import Foundation
import GRDB
import SoukSearch

/// Changes to vectors that are kept with their documents and not yet in the vector store: a redo log.
struct VectorJournal {
    let db: Database

    /// nil removes the vector.
    func note(_ rowID: Int64, _ field: VectorField, _ vector: [Float]?) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO vector_journal (row_id, field, vector) VALUES (?, ?, ?)
                ON CONFLICT (row_id, field) DO UPDATE SET vector = excluded.vector
                """
        ).execute(arguments: [rowID, field.rawValue, vector.map(Self.data)])
    }

    func isPending() throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM vector_journal)") ?? false
    }

    func entries() throws -> [(rowID: Int64, field: VectorField, vector: [Float]?)] {
        try Row.fetchAll(db, sql: "SELECT row_id, field, vector FROM vector_journal").compactMap { row in
            guard let field = VectorField(rawValue: row["field"]) else { return nil }
            return (row["row_id"], field, (row["vector"] as Data?).map(Self.vector))
        }
    }

    /// Everything is in the vector store now.
    func clear(version: Int) throws {
        try db.execute(sql: "DELETE FROM vector_journal")
        try Settings.set(Settings.vectorVersion, version, db)
    }

    private static func data(_ vector: [Float]) -> Data {
        vector.withUnsafeBufferPointer { Data(buffer: $0) }
    }

    private static func vector(_ data: Data) -> [Float] {
        var vector = [Float](repeating: 0, count: data.count / MemoryLayout<Float>.stride)
        _ = vector.withUnsafeMutableBytes { data.copyBytes(to: $0) }
        return vector
    }
}
