import Foundation
import GRDB

extension ListingIndex {
    /// Looks whether the generation is whole: the database's pages, and words, texts, vectors and documents
    /// against each other.
    ///
    /// - Throws: `damaged` with the first thing found.
    public func check() throws(RetrievalError) {
        try read { db in
            func damaged(_ reason: String) -> RetrievalError {
                .damaged(
                    path: folder.path, reason: reason,
                    remedy: "Go back with `souk index rollback`, or build anew with `souk index`.")
            }
            let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
            guard verdict == "ok" else { throw damaged(verdict ?? "the database cannot be checked") }
            let textless = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM documents LEFT JOIN texts USING (row_id) WHERE texts.row_id IS NULL
                    """)
            guard textless == 0 else { throw damaged("\(textless ?? 0) listings have lost their text") }
            guard let vectors else { return }
            let version = try Settings.get(Settings.vectorVersion, as: Int.self, db) ?? 0
            let store = try vectors.store(version: version)
            let rows = try Row.fetchCursor(
                db, sql: "SELECT row_id, id, vector_fields FROM documents WHERE vector_fields <> ''")
            while let row = try rows.next() {
                for field in VectorFields.set(row["vector_fields"])
                where store.vector(row["row_id"], field) == nil {
                    throw damaged("listing \(row["id"] as String) has lost its \(field.rawValue) vector")
                }
            }
        }
    }

    /// Ends all work and leaves one database file, without a log beside it. The index is of no use afterwards.
    public func close() throws(RetrievalError) {
        do {
            try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
            try pool.close()
        } catch {
            throw RetrievalError(wrapping: error, path: pool.path)
        }
    }
}
