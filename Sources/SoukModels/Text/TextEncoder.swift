public import Foundation
public import SoukNeural
public import SoukTensors

/// A sentence encoder: texts to vectors whose dot product says how near their meanings are.
///
/// A transformer trained on pairs of sentences as Sentence-BERT is (Reimers and Gurevych 2019); the vector of a text is the
/// mean of its tokens'.
public struct TextEncoder: Sendable {
    /// The encoders whose public weights can be read.
    public enum Pretrained: String, Sendable, Codable, CaseIterable {
        /// A MiniLM (Wang et al. 2020) of 23 million parameters: quick enough to type into.
        case miniLM = "all-minilm-l6-v2"
        /// An MPNet (Song et al. 2020) of 109 million parameters: eight times as slow, and knows more of the world.
        case mpNet = "all-mpnet-base-v2"

        public var configuration: BERT.Configuration { self == .miniLM ? .miniLM : .mpNet }
    }

    public let parameters: ParameterStore
    public let tokenizer: WordPieceTokenizer
    private let model: BERT
    private let packed: PackedCache<PackedBERT>

    /// Reads `model.safetensors` and `vocab.txt` of a folder, strictly: a parameter that is missing, left over
    /// or of another shape is an error that names it. The pooler and the table of position numbers, which
    /// sentence vectors do not use, are left out.
    public init(
        _ pretrained: Pretrained = .miniLM, folder: URL, device: Device = .cpu
    ) throws(ModelError) {
        let (weights, vocabulary) = (folder / "model.safetensors", folder / "vocab.txt")
        for file in [weights, vocabulary] where !FileManager.default.fileExists(atPath: file.path) {
            throw .file(
                path: file.path, reason: "is not there",
                remedy: "Run Scripts/bootstrap, or give the folder of \(pretrained.rawValue).")
        }
        tokenizer = try WordPieceTokenizer(vocabulary: vocabulary)
        do {
            parameters = ParameterStore(forLoadingOn: device)
            model = try BERT(parameters.root, pretrained.configuration)
            try parameters.load(
                pretrained.named(Safetensors.read(weights).tensors), from: weights.path,
                ignoring: { $0 == "embeddings.position_ids" || $0.hasPrefix("pooler.") })
        } catch {
            throw .tensors(error)
        }
        guard tokenizer.count <= model.configuration.vocabulary else {
            throw .file(
                path: vocabulary.path,
                reason: "has \(tokenizer.count) pieces, the weights know "
                    + "\(model.configuration.vocabulary)",
                remedy: "Use the vocab.txt that came with the weights.")
        }
        packed = Self.cache(model, parameters)
    }

    /// Length of a vector.
    public var width: Int { configuration.width }

    /// The sizes of the encoder.
    public var configuration: BERT.Configuration { model.configuration }

    /// An encoder of another size with weights drawn by seed, which has learned nothing.
    init(_ configuration: BERT.Configuration, vocabulary: URL, seed: UInt64) throws {
        tokenizer = try WordPieceTokenizer(vocabulary: vocabulary)
        parameters = try ParameterStore(seed: seed)
        model = try BERT(parameters.root, configuration)
        packed = Self.cache(model, parameters)
    }

    private static func cache(_ model: BERT, _ parameters: ParameterStore) -> PackedCache<PackedBERT> {
        PackedCache(parameters) { (dtype) throws(TensorError) in try PackedBERT(model, dtype: dtype) }
    }

    /// The mean vector of each sequence, `[batch, width]`, not normalised; differentiable.
    ///
    /// - Parameter lower: layers that are not trained, and not differentiated.
    public func pooled(
        _ batch: TokenBatch, above lower: LowerLayers? = nil, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        guard let lower else { return try model(batch, mode).maskedMean(batch.mask) }
        return try model.upper(lower(batch), mask: batch.isPadded ? batch.mask : nil, from: lower.count, mode)
            .maskedMean(batch.mask)
    }

    /// The tables and the lowest layers as they are now. On the CPU.
    public func lowerLayers(_ count: Int) throws(TensorError) -> LowerLayers {
        try LowerLayers(model, count: count)
    }

    /// The vector of each text, normalised to length 1, in the order of the texts; at most `limit` tokens of it.
    ///
    /// Texts of like length go together, so that little is computed for padding. On the CPU the weights are
    /// packed at the first call, and again when they have changed since.
    public func embed(_ texts: [String], limit: Int = 256) throws(TensorError) -> [[Float]] {
        let limit = min(limit, configuration.positions)
        return try embed(tokens: texts.map { tokenizer.encode($0, limit: limit) })
    }

    /// The vector of each token sequence, normalised to length 1, in their order; zeros for one without tokens.
    public func embed(tokens sequences: [[Int32]]) throws(TensorError) -> [[Float]] {
        let packed = parameters.device == .cpu ? try packed.current() : nil
        var vectors = [[Float]](repeating: [Float](repeating: 0, count: width), count: sequences.count)
        let filled = sequences.indices.filter { !sequences[$0].isEmpty }
        for places in LengthBatches(filled.map { sequences[$0].count }) {
            let indices = places.map { filled[$0] }
            let batch = try TokenBatch(indices.map { sequences[$0] }, device: parameters.device)
            let rows = try withoutGradient { () throws(TensorError) in
                let tokens = if let packed { try packed(batch) } else { try model(batch, .evaluation) }
                return try tokens.maskedMean(batch.mask).l2Normalised().floats()
            }
            for (row, index) in indices.enumerated() {
                vectors[index] = Array(rows[row * width..<(row + 1) * width])
            }
        }
        return vectors
    }
}

extension TextEncoder.Pretrained {
    /// Public weights below the names that `BERT` has for them.
    func named(_ tensors: [String: TensorBlob]) -> [String: TensorBlob] {
        guard self == .mpNet else { return tensors }
        let names = [
            ".attention.attn.q.": ".attention.self.query.", ".attention.attn.k.": ".attention.self.key.",
            ".attention.attn.v.": ".attention.self.value.",
            ".attention.attn.o.": ".attention.output.dense.",
            ".attention.LayerNorm.": ".attention.output.LayerNorm.",
        ]
        return Dictionary(
            tensors.map { path, blob in
                let own = names.first { path.contains($0.key) }
                return (own.map { path.replacingOccurrences(of: $0.key, with: $0.value) } ?? path, blob)
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension URL {
    fileprivate static func / (folder: URL, name: String) -> URL { folder.appendingPathComponent(name) }
}
