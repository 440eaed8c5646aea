import Foundation
import SoukSearch

/// Folders that survive a loss of power once a function returns.
enum DurableFolder {
    /// Makes a folder where there is none; its name is kept on return.
    static func create(_ folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try DurableFile.synchronise(folder.deletingLastPathComponent())
    }

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
