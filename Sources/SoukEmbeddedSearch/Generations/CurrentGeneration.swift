import Foundation
import SoukSearch

/// The file `current`: which generation serves, and which served before it, the latest first.
struct CurrentGeneration: Codable, Equatable {
    var current: String
    var previous: [String]

    static func file(_ root: URL) -> URL { root.appendingPathComponent("current") }

    /// nil before the first switch.
    static func read(_ root: URL) throws(RetrievalError) -> CurrentGeneration? {
        let file = file(root)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let data = try? Data(contentsOf: file),
            let value = try? JSONDecoder().decode(CurrentGeneration.self, from: data)
        else {
            throw .damaged(
                path: file.path, reason: "it does not name a generation",
                remedy: "Build a new generation.")
        }
        return value
    }

    func write(_ root: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try DurableFile.write(try encoder.encode(self), to: Self.file(root))
    }
}
