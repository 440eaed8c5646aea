public import Foundation

/// Brings a workspace back from a folder of backups.
public enum WorkspaceRestore {
    /// The names of the snapshots in a folder of backups, the oldest first.
    public static func snapshots(in source: URL) -> [String] { BackupStore(root: source).names() }

    /// Reads every object of a snapshot and compares it with its hash.
    ///
    /// - Throws: `io` with the first object that is missing or damaged, `interrupted`.
    public static func check(
        _ source: URL, snapshot name: String? = nil, progress: (BackupProgress) -> Void = { _ in },
        isCancelled: () -> Bool = { false }
    ) throws(CatalogError) -> BackupProgress {
        let store = BackupStore(root: source.standardizedFileURL)
        let snapshot = try store.snapshot(name)
        var done = BackupProgress(snapshot: snapshot.name)
        for file in snapshot.files {
            if isCancelled() { throw .interrupted }
            guard try Checksum.sha256(of: store.object(file.hash)) == file.hash else {
                throw damaged(file, store)
            }
            done.files += 1
            done.bytes += file.size
            progress(done)
        }
        return done
    }

    /// Writes a snapshot's files to a workspace that is not there yet. Each file is compared with its hash on the way, and
    /// the catalogue comes last: until then the folder is no workspace. One that was interrupted goes on when it is
    /// called again.
    ///
    /// - Parameters:
    ///   - source: the folder of backups.
    ///   - name: of the snapshot; nil for the newest.
    ///   - target: a folder that is not there, is empty, or was begun by the same restore.
    ///   - progress: called after each file.
    ///   - isCancelled: asked before each file.
    /// - Throws: `usage` for another folder, `missing` for an unknown snapshot, `io`, `interrupted`.
    public static func run(
        _ source: URL, snapshot name: String? = nil, to target: URL,
        progress: (BackupProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) throws(CatalogError) -> BackupProgress {
        let store = BackupStore(root: source.standardizedFileURL)
        let snapshot = try store.snapshot(name)
        let root = target.standardizedFileURL
        let mark = root.appendingPathComponent(".restore", isDirectory: false)
        try begin(root, mark, snapshot.name)
        var done = BackupProgress(snapshot: snapshot.name)
        let ordered =
            snapshot.files.filter { $0.path != "catalog.sqlite" }
            + snapshot.files.filter { $0.path == "catalog.sqlite" }
        for file in ordered {
            if isCancelled() { throw .interrupted }
            try restore(file, store, root, &done)
            progress(done)
        }
        try BackupStore.attempt(mark) {
            sync()
            try FileManager.default.removeItem(at: mark)
        }
        return done
    }

    private static func begin(_ root: URL, _ mark: URL, _ name: String) throws(CatalogError) {
        let files = FileManager.default
        let entries = (try? files.contentsOfDirectory(atPath: root.path)) ?? []
        if let begun = try? String(contentsOf: mark, encoding: .utf8) {
            guard begun == name else {
                throw .usage(
                    reason: "\(root.path) was begun from the snapshot \(begun)",
                    remedy: "Go on with that one, or name another folder.")
            }
        } else if !entries.isEmpty {
            throw .usage(
                reason: "\(root.path) is not empty",
                remedy: "Name a new folder; a workspace is never overwritten.")
        }
        try BackupStore.attempt(root) {
            for folder in ["", "photos/512", "photos/64", "models", "index"] {
                try files.createDirectory(
                    at: root.appendingPathComponent(folder, isDirectory: true),
                    withIntermediateDirectories: true)
            }
            try Data(name.utf8).writeWhole(to: mark)
        }
    }

    private static func restore(
        _ file: BackupSnapshot.File, _ store: BackupStore, _ root: URL, _ done: inout BackupProgress
    ) throws(CatalogError) {
        let target = root.appendingPathComponent(file.path, isDirectory: false)
        let isThere =
            (try? FileManager.default.attributesOfItem(atPath: target.path)[.size] as? NSNumber)?
            .intValue == file.size
        done.files += 1
        if isThere, (try? Checksum.sha256(of: target)) == file.hash {
            done.unchanged += 1
            return
        }
        let temporary = root.appendingPathComponent(".restoring", isDirectory: false)
        let copied = try BackupStore.attempt(target) {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            return try BackupStore.copy(store.object(file.hash), to: temporary)
        }
        guard copied.hash == file.hash, copied.size == file.size else { throw damaged(file, store) }
        guard rename(temporary.path, target.path) == 0 else {
            throw .io(path: target.path, reason: String(cString: strerror(errno)).lowercased())
        }
        done.bytes += file.size
    }

    private static func damaged(_ file: BackupSnapshot.File, _ store: BackupStore) -> CatalogError {
        .io(
            path: store.object(file.hash).path,
            reason: "it is damaged: it does not hold what its name says, the bytes of \(file.path)")
    }
}
