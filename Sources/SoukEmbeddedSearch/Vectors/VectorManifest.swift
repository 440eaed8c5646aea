import Foundation
import SoukSearch

/// Which files make up a vector store: the only file of the store that is ever replaced.
struct VectorManifest: Codable, Equatable {
    static let fileName = "vectors.json"
    static let version = 1

    struct Segment: Codable, Equatable {
        /// Without a suffix.
        var name: String
        var graph: VectorGraph.Seal?

        var file: String { name + ".vectors" }
        var graphFile: String { name + ".graph" }
    }

    var version = Self.version
    var dimensions: Int
    /// Rises with every change.
    var change = 0
    /// By field, the oldest first.
    var segments: [VectorField: [Segment]] = [:]

    /// nil where there is none.
    static func read(_ folder: URL) throws(RetrievalError) -> VectorManifest? {
        let url = folder.appending(path: fileName)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let data: Data
        do { data = try Data(contentsOf: url) } catch {
            throw .io(path: url.path, reason: error.localizedDescription)
        }
        guard let manifest = try? JSONDecoder().decode(VectorManifest.self, from: data) else {
            throw .damaged(
                path: url.path, reason: "expected a list of segments, found something else",
                remedy: VectorSegment.remedy)
        }
        guard manifest.version == version else {
            throw .damaged(
                path: url.path, reason: "expected version \(version), found \(manifest.version)",
                remedy: VectorSegment.remedy)
        }
        return manifest
    }

    func write(_ folder: URL, steps: FileSteps) throws(RetrievalError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        let url = folder.appending(path: Self.fileName)
        let data: Data
        do { data = try encoder.encode(self) } catch {
            throw .io(path: url.path, reason: error.localizedDescription)
        }
        try DurableFile.write(data, to: url, steps: steps)
    }

    /// The names of all files that it needs, its own included.
    var files: Set<String> {
        Set(segments.values.joined().flatMap { $0.graph == nil ? [$0.file] : [$0.file, $0.graphFile] })
            .union([Self.fileName])
    }
}
