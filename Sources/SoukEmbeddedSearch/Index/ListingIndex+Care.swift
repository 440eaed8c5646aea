import Foundation
import GRDB
package import SoukSearch

extension ListingIndex {
    /// Looks whether the generation is whole: the database's pages, and words, texts, vectors and documents
    /// against each other.
    ///
    /// - Throws: `damaged` with the first thing found.
    package func check() throws(RetrievalError) {
        try lock.holding { () throws(RetrievalError) in
            try read { db in
                try checkDatabase(db)
                try checkVectors(db)
            }
        }
    }

    private func checkDatabase(_ db: Database) throws {
        let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
        guard verdict == "ok" else { throw damaged(verdict ?? "the database cannot be checked") }
        let textless = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM documents LEFT JOIN texts USING (row_id)
                WHERE texts.row_id IS NULL
                """)
        guard textless == 0 else { throw damaged("\(textless ?? 0) listings have lost their text") }
        let words = try words.snapshot(db)
        let documents = try Int64.fetchAll(db, sql: "SELECT row_id FROM documents")
        guard words.count == documents.count else {
            throw damaged("the words count \(words.count) listings, and there are \(documents.count)")
        }
        for row in documents where words.place(of: row) == nil {
            throw damaged("the words have lost the listing in row \(row)")
        }
    }

    private func checkVectors(_ db: Database) throws {
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

    private func damaged(_ reason: String) -> RetrievalError {
        .damaged(
            path: folder.path, reason: reason,
            remedy: "Roll back to the generation before, or build a new one.")
    }

    /// Merges what many small writes left behind, for faster searches; seconds to minutes, while others read.
    package func compact() throws(RetrievalError) {
        try lock.holding { () throws(RetrievalError) in
            do {
                try words.compact(pool)
                let version = try pool.read {
                    try Settings.get(Settings.vectorVersion, as: Int.self, $0) ?? 0
                }
                try vectors?.store(version: version).compact()
                try pool.vacuum()
                try pool.writeWithoutTransaction { try $0.execute(sql: "ANALYZE") }
            } catch {
                throw RetrievalError(wrapping: error, path: pool.path)
            }
        }
    }

    /// For an index that counts for nothing before all of its files were synchronised: single writes are not.
    func synchroniseAtTheEnd() throws(RetrievalError) {
        do { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") } } catch {
            throw RetrievalError(wrapping: error, path: pool.path)
        }
    }

    /// Ends all work and leaves one database file, without a log beside it. The index is of no use afterwards.
    package func close() throws(RetrievalError) {
        do {
            try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
            try pool.close()
            try answers.close()
        } catch {
            throw RetrievalError(wrapping: error, path: pool.path)
        }
    }

    /// Copies everything to a new folder, between two writes.
    func copy(to target: URL, generation: String) throws(RetrievalError) {
        try lock.holding { () throws(RetrievalError) in
            do {
                try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
                let files = IndexFiles(folder: target)
                let copy = try DatabaseQueue(path: files.database.path)
                try pool.backup(to: copy)
                try copy.write { db in try Settings.set(Settings.generation, generation, db) }
                try copy.close()
                if FileManager.default.fileExists(atPath: IndexFiles(folder: folder).words.path) {
                    try FileManager.default.copyItem(at: IndexFiles(folder: folder).words, to: files.words)
                }
                guard vectors != nil else { return }
                try FileManager.default.copyItem(at: IndexFiles(folder: folder).vectors, to: files.vectors)
            } catch {
                throw RetrievalError(wrapping: error, path: target.path)
            }
        }
    }
}
