public import Foundation
import GRDB

/// What a backup or a restore did so far.
public struct BackupProgress: Sendable, Codable, Equatable {
    public var files = 0
    public var bytes = 0
    /// Files that were there already, with the same content.
    public var unchanged = 0
    public var snapshot = ""
}

extension Workspace {
    /// Copies the workspace to a folder while it serves and changes: catalogue, photos, models, index, judgements.
    ///
    /// Databases are copied by SQLite, each as it was at one moment; all other files are only added or renamed into
    /// place. The catalogue is copied after the index, and says of the index what held before, so that a restored
    /// marketplace takes what the copied index may lack from the change log. Each content is kept once in the folder:
    /// a second backup copies what is new. One that was interrupted goes on when it is called again.
    ///
    /// - Parameters:
    ///   - target: holds any number of backups of one workspace or several; outside of the workspace.
    ///   - now: names the snapshot.
    ///   - progress: called after each file.
    ///   - isCancelled: asked before each file.
    /// - Throws: `usage` for a folder inside the workspace, `interrupted`, `io`, `database`.
    public func backUp(
        to target: URL, now: Date = Date(), progress: (BackupProgress) -> Void = { _ in },
        isCancelled: () -> Bool = { false }
    ) throws(CatalogError) -> BackupProgress {
        let target = target.standardizedFileURL
        guard !(target.path + "/").hasPrefix(root.path + "/") else {
            throw .usage(
                reason: "\(target.path) lies inside the workspace", remedy: "Name a folder on another disk.")
        }
        let store = BackupStore(root: target)
        try store.prepare()
        var backup = RunningBackup(workspace: self, store: store)
        let progresses = try indexProgress()
        try backup.add(
            folders: ["photos", "models", "weights", "judgements", "index"], progress, isCancelled)
        try backup.add(
            files: ["synonyms.txt", "rates.json", "reports/search-history.jsonl", "reports/import.html"])
        try backup.addCatalogue(progresses)
        // What the catalogue names and the first pass did not find yet.
        try backup.add(folders: ["photos", "models"], progress, isCancelled)
        let name =
            now.formatted(
                .iso8601.year().month().day().time(includingFractionalSeconds: true).dateSeparator(.omitted)
                    .timeSeparator(.omitted)
            ).replacingOccurrences(of: ".", with: "") + "Z"
        let snapshot = BackupSnapshot(name: name, files: backup.files.values.sorted { $0.path < $1.path })
        try store.write(snapshot)
        backup.done.snapshot = name
        return backup.done
    }

    private func indexProgress() throws(CatalogError) -> [(generation: String, sequence: Int)] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT generation, sequence FROM index_progress").map {
                (generation: $0["generation"], sequence: $0["sequence"])
            }
        }
    }
}

private struct RunningBackup {
    let workspace: Workspace
    let store: BackupStore
    /// By path: what the snapshot will hold.
    var files: [Data: BackupSnapshot.File] = [:]
    var done = BackupProgress()
    /// Of the newest snapshot, by path and look: their hashes need not be computed again.
    private let known: [Data: BackupSnapshot.File]

    init(workspace: Workspace, store: BackupStore) {
        self.workspace = workspace
        self.store = store
        let last = try? store.snapshot(nil)
        known = Dictionary((last?.files ?? []).map { (Data($0.path.utf8), $0) }, uniquingKeysWith: { $1 })
    }

    mutating func add(
        folders: [String], _ progress: (BackupProgress) -> Void, _ isCancelled: () -> Bool
    ) throws(CatalogError) {
        for folder in folders {
            // A file that goes away while it is read takes its folder's other files along, as when an index drops
            // what it has merged: then the folder is looked at again.
            var tries = 0
            while try !addOnce(folder, progress, isCancelled) {
                tries += 1
                guard tries < 5 else {
                    throw .io(
                        path: workspace.root.appendingPathComponent(folder).path,
                        reason: "its files change faster than they are copied")
                }
                let prefix = Data("\(folder)/".utf8)
                files = files.filter { !$0.key.starts(with: prefix) }
            }
        }
    }

    mutating func add(files: [String]) throws(CatalogError) {
        for path in files
        where FileManager.default.fileExists(atPath: workspace.root.appendingPathComponent(path).path) {
            _ = try add(path)
        }
    }

    /// - Returns: false when a file went away.
    private mutating func addOnce(
        _ folder: String, _ progress: (BackupProgress) -> Void, _ isCancelled: () -> Bool
    ) throws(CatalogError) -> Bool {
        let root = workspace.root.appendingPathComponent(folder, isDirectory: true)
        guard let listed = FileManager.default.enumerator(atPath: root.path) else { return true }
        while let next = listed.nextObject() as? String {
            let isFile = (listed.fileAttributes?[.type] as? FileAttributeType) == .typeRegular
            guard isFile, Self.isKept("\(folder)/\(next)") else { continue }
            if isCancelled() { throw .interrupted }
            guard try add("\(folder)/\(next)") else { return false }
            progress(done)
        }
        return true
    }

    /// Not what is rebuilt, locked or unfinished.
    private static func isKept(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        let name = parts.last ?? ""
        return !parts.contains { $0.hasPrefix(".") } && !name.hasSuffix("-wal") && !name.hasSuffix("-shm")
            && !name.hasSuffix(".lock") && name != "answers.sqlite"
    }

    private mutating func add(_ path: String) throws(CatalogError) -> Bool {
        let key = Data(path.utf8)
        let source = workspace.root.appendingPathComponent(path)
        if source.pathExtension == "sqlite" { return try addDatabase(path) { _ in } }
        guard let stamp = FileStamp(of: source) else { return false }
        if let had = files[key] ?? known[key], had.stamp == stamp, store.contains(had.hash, size: had.size) {
            if files.updateValue(had, forKey: key) == nil { count(had, isNew: false) }
            return true
        }
        let temporary = store.temporary()
        let copied: (hash: String, size: Int)
        do { copied = try BackupStore.copy(source, to: temporary) } catch {
            try? FileManager.default.removeItem(at: temporary)
            if !FileManager.default.fileExists(atPath: source.path) { return false }
            if let error = error as? CatalogError { throw error }
            throw .io(path: source.path, reason: error.localizedDescription)
        }
        try take(temporary, copied, path, stamp)
        return true
    }

    private mutating func take(
        _ temporary: URL, _ copied: (hash: String, size: Int), _ path: String, _ stamp: FileStamp?
    ) throws(CatalogError) {
        let file = BackupSnapshot.File(path: path, hash: copied.hash, size: copied.size, stamp: stamp)
        if store.contains(copied.hash, size: copied.size) {
            try? FileManager.default.removeItem(at: temporary)
            count(file, isNew: false)
        } else {
            guard try Checksum.sha256(of: temporary) == copied.hash else {
                throw .io(path: temporary.path, reason: "what was written is not what is read back")
            }
            try store.keep(temporary, as: copied.hash)
            count(file, isNew: true)
        }
        files[Data(path.utf8)] = file
    }

    private mutating func count(_ file: BackupSnapshot.File, isNew: Bool) {
        done.files += 1
        done.bytes += isNew ? file.size : 0
        done.unchanged += isNew ? 0 : 1
    }

    // MARK: Databases

    mutating func addCatalogue(_ progresses: [(generation: String, sequence: Int)]) throws(CatalogError) {
        _ = try addDatabase("catalog.sqlite") { db in
            for (generation, sequence) in progresses {
                try db.execute(
                    sql: "UPDATE index_progress SET sequence = min(sequence, ?) WHERE generation = ?",
                    arguments: [sequence, generation])
            }
            // Generations that were not there at the begin are taken from the first change on.
            let names = progresses.map(\.generation)
            try db.execute(
                sql: "DELETE FROM index_progress WHERE generation NOT IN (SELECT value FROM json_each(?))",
                arguments: [String(decoding: try JSONEncoder().encode(names), as: UTF8.self)])
        }
    }

    /// A database as it was at one moment, in one file.
    private mutating func addDatabase(
        _ path: String, _ change: (Database) throws -> Void
    ) throws(CatalogError) -> Bool {
        let source = workspace.root.appendingPathComponent(path)
        let temporary = store.temporary()
        guard FileManager.default.fileExists(atPath: source.path) else { return false }
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(30)
            configuration.readonly = true
            let from = try DatabaseQueue(path: source.path, configuration: configuration)
            defer { try? from.close() }
            let to = try DatabaseQueue(path: temporary.path)
            try from.backup(to: to)
            try to.write(change)
            try to.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            let verdict = try to.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
            try to.close()
            guard verdict == "ok" else {
                throw CatalogError.database(
                    path: source.path, reason: "it is damaged: \(verdict ?? "")",
                    remedy: "Restore an earlier backup.")
            }
        } catch {
            for suffix in ["", "-wal", "-shm", "-journal"] {
                try? FileManager.default.removeItem(atPath: temporary.path + suffix)
            }
            if !FileManager.default.fileExists(atPath: source.path) { return false }
            throw CatalogError(database: error, path: source.path)
        }
        let copied = try BackupStore.attempt(temporary) {
            (
                hash: try Checksum.sha256(of: temporary),
                size: (try FileManager.default.attributesOfItem(atPath: temporary.path)[.size] as? NSNumber)?
                    .intValue ?? 0
            )
        }
        try take(temporary, copied, path, nil)
        return true
    }
}
