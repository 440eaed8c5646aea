import Foundation
import SoukCatalog
import SoukModels

/// MiniLM on words drawn from its vocabulary.
struct TextEncoderTrial {
    private let encoder: TextEncoder
    private let words: [Int32]
    private let trial: EncoderTrial
    private var random: SplitMix64

    init(_ weights: URL, seed: UInt64) async throws {
        let folder = weights.appending(path: "all-minilm-l6-v2")
        encoder = try TextEncoder(.miniLM, folder: folder)
        let pieces = try String(contentsOf: folder.appending(path: "vocab.txt"), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
        words = pieces.indices.filter { pieces[$0].count > 3 && pieces[$0].allSatisfy(\.isLetter) }.map(
            Int32.init)
        trial = try await EncoderTrial("text", weights: folder.appending(path: "model.safetensors"), side: 0)
        random = SplitMix64(seed: seed)
    }

    mutating func run(_ lengths: [Int], count: Int) throws -> Measurement {
        var measurement = Measurement(
            "encoders-texts", title: "Texts to vectors by MiniLM, one at a time",
            columns: EncoderTrial.columns)
        for length in lengths {
            let texts = (0..<count).map { _ in
                [101] + (0..<length - 2).map { _ in words.randomElement(using: &random) ?? 2000 } + [102]
            }
            try trial.add(
                to: &measurement, "\(length) tokens",
                questions: texts.map { $0.map(String.init).joined(separator: " ") },
                encode: { try encoder.embed(tokens: [texts[$0]])[0] })
        }
        return measurement
    }
}
