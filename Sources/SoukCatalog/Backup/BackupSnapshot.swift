import Foundation

/// One backup: which files there were, and what they held.
public struct BackupSnapshot: Sendable, Codable, Equatable {
    public struct File: Sendable, Codable, Equatable {
        /// Within the workspace.
        public var path: String
        /// SHA-256 of its bytes, which names the object that holds them.
        public var hash: String
        public var size: Int
        /// What the file looked like when it was read; nil for one that is copied by SQLite.
        var stamp: FileStamp?
    }

    static let format = 1

    var version = Self.format
    /// Names the snapshot; the time of its begin, as `20261128T022735Z`.
    public var name: String
    /// Sorted by path.
    public var files: [File]

    public var bytes: Int { files.reduce(0) { $0 + $1.size } }
}

/// A folder of backups: `objects/ab/<hash>`, each content once, and `snapshots/<name>.json`.
struct BackupStore {
    let root: URL

    private var objects: URL { root.appendingPathComponent("objects", isDirectory: true) }
    private var snapshots: URL { root.appendingPathComponent("snapshots", isDirectory: true) }
    private var unfinished: URL { root.appendingPathComponent(".unfinished", isDirectory: true) }

    func object(_ hash: String) -> URL {
        objects.appendingPathComponent(String(hash.prefix(2)), isDirectory: true)
            .appendingPathComponent(hash, isDirectory: false)
    }

    func contains(_ hash: String, size: Int) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: object(hash).path)
        return (attributes?[.size] as? NSNumber)?.intValue == size
    }

    /// Makes the folders; what an earlier backup left unfinished goes.
    func prepare() throws(CatalogError) {
        try Self.attempt(root) {
            try? FileManager.default.removeItem(at: unfinished)
            for folder in [objects, snapshots, unfinished] {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        }
    }

    func temporary() -> URL { unfinished.appendingPathComponent(UUID().uuidString, isDirectory: false) }

    /// Takes a finished temporary file into the objects.
    func keep(_ temporary: URL, as hash: String) throws(CatalogError) {
        let target = object(hash)
        try Self.attempt(target) {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            guard rename(temporary.path, target.path) == 0 else {
                throw CatalogError.io(
                    path: target.path, reason: String(cString: strerror(errno)).lowercased())
            }
        }
    }

    func write(_ snapshot: BackupSnapshot) throws(CatalogError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let file = snapshots.appendingPathComponent("\(snapshot.name).json")
        try Self.attempt(file) {
            // Objects reach the disk before the snapshot that names them.
            sync()
            try encoder.encode(snapshot).writeWhole(to: file)
            sync()
        }
    }

    /// The names of all snapshots, the oldest first.
    func names() -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: snapshots.path)) ?? []
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// - Throws: `missing` for an unknown name, `io` for a damaged snapshot.
    func snapshot(_ name: String?) throws(CatalogError) -> BackupSnapshot {
        guard let name = name ?? names().last, names().contains(name) else {
            throw .missing(
                path: snapshots.appendingPathComponent("\(name ?? "").json").path,
                remedy: "Name a folder that a backup was written to, and one of its snapshots.")
        }
        let file = snapshots.appendingPathComponent("\(name).json")
        let snapshot: BackupSnapshot
        do { snapshot = try JSONDecoder().decode(BackupSnapshot.self, from: Data(contentsOf: file)) } catch {
            throw .io(path: file.path, reason: "the snapshot is damaged: \(error)")
        }
        guard snapshot.version == BackupSnapshot.format else {
            throw .io(
                path: file.path,
                reason: "it is of format \(snapshot.version), expected \(BackupSnapshot.format)")
        }
        for file in snapshot.files where !Self.isInside(file.path) || file.hash.utf8.count != 64 {
            throw .io(path: file.path, reason: "the snapshot names a file outside of a workspace")
        }
        return snapshot
    }

    private static func isInside(_ path: String) -> Bool {
        !path.hasPrefix("/")
            && !path.split(separator: "/", omittingEmptySubsequences: false).contains {
                $0.isEmpty || $0 == "." || $0 == ".."
            }
    }

    /// Copies a file in pieces; returns the hash and the size of what was copied.
    static func copy(_ source: URL, to target: URL) throws -> (hash: String, size: Int) {
        let from = try FileHandle(forReadingFrom: source)
        defer { try? from.close() }
        guard FileManager.default.createFile(atPath: target.path, contents: nil) else {
            throw CatalogError.io(path: target.path, reason: "cannot be written")
        }
        let to = try FileHandle(forWritingTo: target)
        defer { try? to.close() }
        var sum = Checksum.Running()
        var size = 0
        while let piece = try from.read(upToCount: 1 << 20), !piece.isEmpty {
            sum.add(piece)
            size += piece.count
            try to.write(contentsOf: piece)
        }
        return (sum.hexadecimal(), size)
    }

    static func attempt<Value>(_ url: URL, _ work: () throws -> Value) throws(CatalogError) -> Value {
        do { return try work() } catch let error as CatalogError { throw error } catch {
            throw .io(path: url.path, reason: error.localizedDescription)
        }
    }
}
