import Foundation
import SoukCatalog
import SoukModels

/// The sentence encoder that Scripts/bootstrap brought, or another.
struct SentenceEncoder {
    private let encoder: TextEncoder
    private let quiet: Bool

    init(_ folder: URL, quiet: Bool) throws {
        encoder = try TextEncoder(folder: folder)
        self.quiet = quiet
    }

    static func folder(_ chosen: String? = nil) throws -> URL {
        if let chosen { return URL(fileURLWithPath: chosen, isDirectory: true) }
        if let folder = Assets.file("weights/all-minilm-l6-v2") { return folder }
        throw CatalogError.missing(
            path: "weights/all-minilm-l6-v2",
            remedy: "Run Scripts/bootstrap, or give its folder with --encoder.")
    }

    /// Vectors of texts, with progress; stops when asked to.
    func embed(_ texts: [String]) throws -> [[Float]] {
        let line = ProgressLine("reading", total: texts.count, unit: "texts", quiet: quiet)
        var vectors: [[Float]] = []
        for start in stride(from: 0, to: texts.count, by: 2_048) {
            if Interruption.isRequested() { throw CatalogError.interrupted }
            vectors += try encoder.embed(
                Array(texts[start..<min(start + 2_048, texts.count)]), limit: 128)
            line.update(done: vectors.count)
        }
        line.finish()
        return vectors
    }
}
