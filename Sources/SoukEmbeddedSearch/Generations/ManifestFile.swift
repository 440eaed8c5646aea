import Foundation
import SoukAnalysis
import SoukSearch

/// `manifest.json`, written last, so that a folder without one is unfinished.
enum ManifestFile {
    static func read(_ files: IndexFiles) throws(RetrievalError) -> IndexManifest {
        let path = files.manifest.path
        func damaged(_ reason: String) -> RetrievalError {
            .damaged(path: path, reason: reason, remedy: "Build another generation.")
        }
        guard let data = try? Data(contentsOf: files.manifest) else { throw damaged("no readable manifest") }
        let manifest: IndexManifest
        do { manifest = try JSONDecoder().decode(IndexManifest.self, from: data) } catch {
            throw damaged("the manifest cannot be understood")
        }
        guard manifest.schema == IndexSchema.version else {
            throw damaged("of schema \(manifest.schema), and this Souk reads \(IndexSchema.version)")
        }
        guard manifest.analysis == TextAnalyzer.version else {
            throw damaged(
                "its words were cut by version \(manifest.analysis) of the text analysis, and this Souk looks for "
                    + "words by version \(TextAnalyzer.version)")
        }
        return manifest
    }

    static func write(_ manifest: IndexManifest, _ files: IndexFiles) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try DurableFile.write(try encoder.encode(manifest), to: files.manifest)
    }
}
