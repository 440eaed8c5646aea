import Foundation
import SoukSearch

extension IndexGenerations {
    /// Puts bytes into a generation's folder under a name; on disk when it returns.
    func attach(_ name: String, _ bytes: Data, to generation: String) throws {
        try DurableFile.write(bytes, to: try file(name, of: generation))
    }

    /// nil where there is nothing of this name.
    func attachment(_ name: String, of generation: String) throws -> Data? {
        let file = try file(name, of: generation)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do { return try Data(contentsOf: file) } catch {
            throw RetrievalError.io(path: file.path, reason: error.localizedDescription)
        }
    }

    private func file(_ name: String, of generation: String) throws(RetrievalError) -> URL {
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-.")
        let own = ["manifest.json", "index.sqlite", "answers.sqlite", "write.lock", "vectors"]
        let isTaken = own.contains { name.hasPrefix($0) }
        guard !name.isEmpty, !name.hasPrefix("."), name.allSatisfy(allowed.contains), !isTaken else {
            throw .request(
                reason: "an attachment called \"\(name)\"",
                remedy: "Name it with small letters, digits, `-` and `.`.")
        }
        return try existing(generation).appendingPathComponent(name)
    }
}
