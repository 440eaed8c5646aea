import Foundation
package import SoukModels
import SoukNeural
package import SoukTensors

/// A network for categories with the sentence encoder whose upper layers were fine-tuned for it.
package struct CategoryExpert: Sendable {
    package let network: CategoryNetwork
    package let encoder: TextEncoder
    /// Of the encoder; these, and its tables of words and distances, stay as they are.
    package let frozenLayers: Int

    package init(
        network: CategoryNetwork, encoder: TextEncoder, frozenLayers: Int
    ) {
        self.network = network
        self.encoder = encoder
        self.frozenLayers = frozenLayers
    }

    private static let encoderPrefix = "text."

    /// Whether a parameter of the encoder is fine-tuned.
    package func isTrained(_ path: String) -> Bool {
        let frozen =
            ["embeddings.", "encoder.relative_attention_bias."]
            + (0..<frozenLayers).map { "encoder.layer.\($0)." }
        return !frozen.contains { path.hasPrefix($0) }
    }

    /// Weights of both as far as they are trained, the encoder's below `text.`.
    package func weights() throws(TensorError) -> [String: TensorBlob] {
        var blobs = try network.parameters.weights()
        for entry in encoder.parameters.entries where isTrained(entry.path) {
            blobs[Self.encoderPrefix + entry.path] = try entry.tensor.blob()
        }
        return blobs
    }

    /// Overwrites what is trained of both, strictly.
    package func load(_ blobs: [String: TensorBlob], from source: String) throws(TensorError) {
        let own = blobs.filter { !$0.key.hasPrefix(Self.encoderPrefix) }
        var text: [String: TensorBlob] = [:]
        for (path, blob) in blobs where path.hasPrefix(Self.encoderPrefix) {
            text[String(path.dropFirst(Self.encoderPrefix.count))] = blob
        }
        try network.parameters.load(own, from: source)
        try encoder.parameters.load(text, from: source, keeping: { !isTrained($0) })
    }

    /// Logits `[listings][classes]` by the channels shown, without training.
    package func logits(
        of features: ListingFeatures,
        showing channels: Set<ListingChannel> = Set(ListingChannel.forCategories),
        photoRows: [[Int64]]? = nil
    ) throws -> [[Float]] {
        var rows: [[Float]] = []
        for some in BatchOrder.sequential(features.count, batch: ListingScorer.batch) {
            let texts = some.map {
                ListingTokens(features.texts[$0], encoder.tokenizer).text(of: channels)
            }
            let sentences = try encoder.embed(tokens: texts)
            rows += try withoutGradient { () throws(TensorError) in
                let batch = try features.batch(
                    some, showing: some.map { _ in channels },
                    photoRows: photoRows.map { rows in some.map { rows[$0] } })
                return try network(
                    batch,
                    sentences: Tensor(sentences.flatMap { $0 }, shape: [some.count, encoder.width]),
                    hasSentence: Self.presence(texts), .evaluation
                ).classes.rows()
            }
        }
        return rows
    }

    package static func presence(_ texts: [[Int32]]) throws(TensorError) -> Tensor {
        try Tensor(texts.map { $0.isEmpty ? Float(0) : 1 }, shape: [texts.count, 1])
    }
}
