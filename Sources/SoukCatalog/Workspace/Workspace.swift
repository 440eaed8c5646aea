public import Foundation
import GRDB

/// The folder that Souk owns: the catalogue's database, the cleaned photos, models and indexes.
///
/// Any number of readers may work while one import writes (SQLite's write-ahead log).
public final class Workspace: Sendable {
    /// The workspace's folder.
    public let root: URL
    /// Where cleaned photos lie.
    public let photos: PhotoFolders
    let database: DatabasePool

    /// `models/<name>/<version>/`.
    public var models: URL { root.appendingPathComponent("models", isDirectory: true) }
    /// `index/<generation>/`.
    public var index: URL { root.appendingPathComponent("index", isDirectory: true) }

    /// Opens the workspace at a folder, or makes one there.
    ///
    /// - Throws: `missing` when there is none and `create` is false, `usage` when the folder holds
    ///   something else, `database` when its database is damaged, foreign or from a newer Souk.
    public init(at url: URL, create: Bool) throws(CatalogError) {
        let root = url.standardizedFileURL
        let file = root.appendingPathComponent("catalog.sqlite")
        try WorkspaceCheck.folder(root, database: file, create: create)
        if create { try Workspace.makeFolders(in: root) }
        self.root = root
        photos = PhotoFolders(root: root)
        do {
            database = try DatabasePool(path: file.path, configuration: Workspace.configuration)
            try database.keepTransactions()
            try WorkspaceCheck.schema(database, path: file.path)
            try CatalogMigrations.migrator.migrate(database)
        } catch {
            throw CatalogError(database: error, path: file.path)
        }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(CatalogError) -> Value {
        BlockingCalls.note("a read of the catalogue")
        do { return try database.read(body) } catch {
            throw CatalogError(database: error, path: database.path)
        }
    }

    /// One transaction: all of it is kept, or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws(CatalogError) -> Value {
        BlockingCalls.note("a write of the catalogue")
        do {
            try CommitTicket.current?.check()
            return try database.write { db in
                let value = try body(db)
                try CommitTicket.current?.keep()
                return value
            }
        } catch is CancellationError {
            throw .interrupted
        } catch {
            throw CatalogError(database: error, path: database.path)
        }
    }

    /// Gives an import room while `body` runs. Ids come in no order: whoever writes keeps 32 MiB of pages, and the
    /// write-ahead log grows to 64 MiB before it is brought into the database, so that a page which many transactions
    /// write is written there once.
    func withRoom<Value>(_ body: () throws(CatalogError) -> Value) throws(CatalogError) -> Value {
        func set(cache: Int, log: Int) throws(CatalogError) {
            do {
                try database.writeWithoutTransaction {
                    try $0.execute(
                        sql: "PRAGMA cache_size = -\(cache); PRAGMA wal_autocheckpoint = \(log)")
                }
            } catch { throw CatalogError(database: error, path: database.path) }
        }
        try set(cache: 32_768, log: 16_384)
        defer { try? set(cache: Self.writerCache, log: 1000) }
        return try body()
    }

    /// Brings the write-ahead log into the database and empties it: nothing of what was deleted stays in it. Where
    /// somebody reads meanwhile, the log is emptied after the next write that finds nobody reading.
    func emptyLog() throws(CatalogError) {
        do { _ = try database.writeWithoutTransaction { try $0.checkpoint(.truncate) } } catch {
            guard (error as? DatabaseError)?.resultCode == .SQLITE_BUSY else {
                throw CatalogError(database: error, path: database.path)
            }
        }
    }

    /// KiB of pages that whoever writes keeps; in a service for ever.
    private static let writerCache = 8192

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "catalogue"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(30)
        // What is deleted is overwritten: the file keeps nothing of a buyer who was erased.
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
            // In KiB. A reader's pages go with the next write of another.
            try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -32_768 : -writerCache)")
        }
        return configuration
    }

    private static func makeFolders(in root: URL) throws(CatalogError) {
        for name in ["photos/512", "photos/64", "models", "index"] {
            let folder = root.appendingPathComponent(name, isDirectory: true)
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            } catch {
                throw CatalogError.io(path: folder.path, reason: error.localizedDescription)
            }
        }
        for folder in [root.appendingPathComponent("photos"), root] {
            do { try DiskSync.keep(folder) } catch {
                throw .io(path: folder.path, reason: error.localizedDescription)
            }
        }
        // One that is not ours to read keeps its names by itself.
        try? DiskSync.keep(root.deletingLastPathComponent())
    }
}

extension CatalogError {
    /// What SQLite said, with what to do about it.
    init(database error: any Error, path: String) {
        if let known = error as? CatalogError {
            self = known
            return
        }
        guard let error = error as? DatabaseError else {
            self = .database(path: path, reason: "\(error)", remedy: "Please report this.")
            return
        }
        let remedy =
            switch error.resultCode {
            case .SQLITE_FULL: "Free some disk space and try again."
            case .SQLITE_BUSY, .SQLITE_LOCKED: "Another program is writing; try again when it is done."
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
                "Check that you may write to the folder."
            case .SQLITE_NOTADB, .SQLITE_CORRUPT:
                "Move it away and import again; that makes a new one."
            default: "Try again; if it stays, please report this."
            }
        self = .database(path: path, reason: error.message ?? error.resultCode.description, remedy: remedy)
    }
}
