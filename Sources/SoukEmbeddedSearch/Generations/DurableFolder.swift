import Foundation
import SoukSearch

/// Folders that survive a loss of power once a function returns.
enum DurableFolder {
    /// One atomic step, kept on return.
    static func rename(_ source: URL, to target: URL) throws(RetrievalError) {
        guard Foundation.rename(source.path, target.path) == 0 else { throw DurableFile.failure(target) }
        try DurableFile.synchronise(target.deletingLastPathComponent())
    }

    /// All files below a folder, and the folders themselves.
    static func synchroniseTree(_ folder: URL) throws(RetrievalError) {
        let entries = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let entry = entries?.nextObject() as? URL { try DurableFile.synchronise(entry) }
        try DurableFile.synchronise(folder)
    }
}
