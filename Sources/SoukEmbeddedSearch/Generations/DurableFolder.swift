import Foundation
import SoukSearch

/// Folders that survive a loss of power once a function returns.
enum DurableFolder {
    /// One atomic step, kept on return.
    static func rename(_ source: URL, to target: URL) throws(RetrievalError) {
        guard Foundation.rename(source.path, target.path) == 0 else { throw failure(target) }
        try synchronise(target.deletingLastPathComponent())
    }

    /// All files below a folder, and the folders themselves.
    static func synchroniseTree(_ folder: URL) throws(RetrievalError) {
        let entries = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let entry = entries?.nextObject() as? URL { try synchronise(entry) }
        try synchronise(folder)
    }

    private static func synchronise(_ url: URL) throws(RetrievalError) {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(url) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(url) }
    }

    private static func failure(_ url: URL) -> RetrievalError {
        .io(path: url.path, reason: String(cString: strerror(errno)))
    }
}
