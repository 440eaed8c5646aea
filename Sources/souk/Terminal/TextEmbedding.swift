import Catalog
import Foundation
import Models

/// Vectors of many texts, with progress.
struct TextEmbedding {
    private let encoder: TextEncoder
    private let quiet: Bool

    private static let step = 2_048

    init(folder: URL, quiet: Bool) throws {
        encoder = try TextEncoder(folder: folder)
        self.quiet = quiet
    }

    func vectors(_ texts: [String]) throws -> [[Float]] {
        let line = ProgressLine("reading", total: texts.count, unit: "texts", quiet: quiet)
        var vectors: [[Float]] = []
        for start in stride(from: 0, to: texts.count, by: Self.step) {
            vectors += try encoder.embed(
                Array(texts[start..<min(start + Self.step, texts.count)]), limit: 128)
            line.update(done: vectors.count)
        }
        line.finish()
        return vectors
    }
}
