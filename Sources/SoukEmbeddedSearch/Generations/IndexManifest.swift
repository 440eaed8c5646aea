import Foundation

/// What a generation is made of: `manifest.json`, written last, so that a folder without one is unfinished.
public struct IndexManifest: Sendable, Codable, Equatable {
    public var generation: String
    public var schema: Int
    public var model: IndexModel
    /// Listings when it was built.
    public var count: Int
    /// The program and its version.
    public var madeBy: String
    /// Seconds since 1970.
    public var madeAt: Int

    enum CodingKeys: String, CodingKey {
        case generation, schema, model, count
        case madeBy = "made_by"
        case madeAt = "made_at"
    }

    static func read(_ files: IndexFiles) throws(RetrievalError) -> IndexManifest {
        let path = files.manifest.path
        func damaged(_ reason: String) -> RetrievalError {
            .damaged(path: path, reason: reason, remedy: "Build another generation with `souk index`.")
        }
        guard let data = try? Data(contentsOf: files.manifest) else { throw damaged("no readable manifest") }
        let manifest: IndexManifest
        do { manifest = try JSONDecoder().decode(IndexManifest.self, from: data) } catch {
            throw damaged("the manifest cannot be understood")
        }
        guard manifest.schema == IndexSchema.version else {
            throw damaged("of schema \(manifest.schema), and this Souk reads \(IndexSchema.version)")
        }
        return manifest
    }

    func write(_ files: IndexFiles) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try DurableFile.write(try encoder.encode(self), to: files.manifest)
    }
}
