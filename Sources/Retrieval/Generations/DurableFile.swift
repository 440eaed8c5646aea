import Foundation

/// Files and folders that survive a loss of power once a function returns.
enum DurableFile {
    /// Replaces a file as a whole: written beside it, synchronised, renamed.
    static func write(_ data: Data, to file: URL) throws {
        let folder = file.deletingLastPathComponent()
        let draft = folder.appendingPathComponent(".\(file.lastPathComponent)-\(UUID().uuidString)")
        try data.write(to: draft)
        try synchronise(draft)
        try rename(draft, to: file)
    }

    /// One atomic step, kept on return; a file there is replaced.
    static func rename(_ source: URL, to target: URL) throws {
        guard Foundation.rename(source.path, target.path) == 0 else { throw failure(target) }
        try synchronise(target.deletingLastPathComponent())
    }

    /// All files below a folder, and the folders themselves.
    static func synchroniseTree(_ folder: URL) throws {
        let entries = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let entry = entries?.nextObject() as? URL { try synchronise(entry) }
        try synchronise(folder)
    }

    static func synchronise(_ url: URL) throws {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(url) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(url) }
    }

    private static func failure(_ url: URL) -> RetrievalError {
        .io(path: url.path, reason: String(cString: strerror(errno)))
    }
}
