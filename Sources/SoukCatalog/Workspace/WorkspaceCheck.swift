import Foundation
import GRDB

/// Tells a workspace from what is not one before anything is written.
enum WorkspaceCheck {
    static func folder(_ root: URL, database: URL, create: Bool) throws(CatalogError) {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder)
        if exists, !isFolder.boolValue {
            throw .usage(
                reason: "\(root.path) is a file, and a workspace is a folder",
                remedy: "Name a folder.")
        }
        if FileManager.default.fileExists(atPath: database.path) {
            try header(of: database, in: root)
        } else if !create {
            throw .noWorkspace(path: exists ? database.path : root.path)
        } else if exists {
            try emptyOrBegun(root)
        }
    }

    /// A folder that a killed first import left behind holds nothing but Souk's own folders.
    private static func emptyOrBegun(_ root: URL) throws(CatalogError) {
        let own: Set = ["photos", "models", "index"]
        let entries: [String]
        do {
            entries = try FileManager.default.contentsOfDirectory(atPath: root.path)
        } catch {
            throw .io(path: root.path, reason: error.localizedDescription)
        }
        if let foreign = entries.filter({ !own.contains($0) && !$0.hasPrefix(".") }).min() {
            throw .usage(
                reason: "\(root.path) is not a workspace: it has no catalog.sqlite but holds \(foreign)",
                remedy: "Name a new or empty folder.")
        }
    }

    /// The 100-byte header that begins every SQLite file, https://sqlite.org/fileformat.html.
    private static func header(of file: URL, in root: URL) throws(CatalogError) {
        let bytes: [UInt8]
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            bytes = Array(try handle.read(upToCount: 100) ?? Data())
        } catch {
            throw .io(path: file.path, reason: error.localizedDescription)
        }
        if bytes.isEmpty {
            // SQLite begins a new database in an empty file; beside a catalogue's photos, models and indexes it is
            // what is left of the old one.
            guard let left = remains(in: root) else { return }
            throw .database(
                path: file.path, reason: "empty, beside \(left) of a catalogue that is gone",
                remedy: "Put a copy of catalog.sqlite back, or move the folder away and import again.")
        }
        guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw .database(
                path: file.path, reason: "not a database",
                remedy: "Move it away, or name another folder.")
        }
        let application = bytes[68..<72].reduce(Int32(0)) { $0 << 8 | Int32($1) }
        guard application == 0 || application == CatalogMigrations.applicationID else {
            throw foreign(file.path)
        }
    }

    /// What a lost catalogue left: the first of Souk's folders that holds a file.
    private static func remains(in root: URL) -> String? {
        ["photos/512", "models", "index"].first { name in
            let folder = root.appendingPathComponent(name, isDirectory: true)
            let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return entries.contains { !$0.hasPrefix(".") }
        }
    }

    static func schema(_ database: DatabasePool, path: String) throws {
        try database.read { db in
            if try CatalogMigrations.migrator.hasBeenSuperseded(db) {
                throw CatalogError.database(
                    path: path, reason: "written by a newer version of Souk",
                    remedy: "Update Souk, or import into another workspace.")
            }
            let application = try Int32.fetchOne(db, sql: "PRAGMA application_id")
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            if application != CatalogMigrations.applicationID,
                try tables > 0 && !db.tableExists("grdb_migrations")
            {
                throw foreign(path)
            }
        }
    }

    private static func foreign(_ path: String) -> CatalogError {
        .database(
            path: path, reason: "a database, but not a catalogue of Souk",
            remedy: "Name another folder.")
    }
}
