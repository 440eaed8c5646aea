import Foundation
import SoukNeural
import SoukTensors

/// Reads a query and a title together and says how well the title answers: what the vectors of each alone
/// cannot hold (Nogueira and Cho 2019).
///
/// A BERT whose lower layers read each text alone, as they were trained to, and whose upper layers read both
/// (MacAvaney et al. 2020, "PreTTR"). Between them each token is told whose it is, and whether it is met on the
/// other side, which a small model would else have to find out. The answer is a line on the mean of both
/// sides' vectors and on their product; a new model answers by how near these are.
public struct CrossEncoder: Sendable {
    public struct Configuration: Sendable, Codable, Equatable {
        /// The lower layers, which read each text alone and are not trained.
        public var apart = 2
        /// The most tokens of a query, and of a title.
        public var queryTokens = 17
        public var titleTokens = 41

        public init() {}
    }

    public let configuration: Configuration
    public let parameters: ParameterStore
    public let tokenizer: WordPieceTokenizer
    let model: BERT
    let kinds: Embedding
    let head: PairHead
    private let packed: PackedCrossEncoderCache

    /// A new model from the weights of a sentence encoder.
    public init(
        _ encoder: TextEncoder, _ configuration: Configuration = Configuration(), seed: UInt64
    ) throws(TensorError) {
        try self.init(encoder.configuration, encoder.tokenizer, configuration, seed: seed)
        var weights: [String: TensorBlob] = [:]
        for (path, blob) in try encoder.parameters.weights() { weights["bert.\(path)"] = blob }
        try parameters.load(weights, from: "the sentence encoder", keeping: { !$0.hasPrefix("bert.") })
    }

    /// A model whose weights are to be loaded.
    public init(
        _ sizes: BERT.Configuration, _ tokenizer: WordPieceTokenizer, _ configuration: Configuration,
        seed: UInt64
    ) throws(TensorError) {
        (self.configuration, self.tokenizer) = (configuration, tokenizer)
        guard 0..<sizes.layers ~= configuration.apart,
            configuration.queryTokens >= 2, configuration.titleTokens >= 2,
            max(configuration.queryTokens, configuration.titleTokens) <= sizes.positions
        else {
            throw .shape(
                operation: "CrossEncoder", operands: "\(configuration)",
                expected: "fewer layers apart than \(sizes.layers), 2 to \(sizes.positions) tokens a text",
                found: "\(configuration.apart) layers apart")
        }
        parameters = try ParameterStore(seed: seed)
        model = try BERT(parameters.root / "bert", sizes)
        kinds = try Embedding(parameters.root / "kinds", count: 4, width: sizes.width, deviation: 0.02)
        head = try PairHead(parameters.root / "head", width: sizes.width, dropout: sizes.dropout)
        packed = PackedCrossEncoderCache(parameters)
    }

    /// The sizes of its BERT.
    public var sizes: BERT.Configuration { model.configuration }

    /// Parameters that training changes: all but the tables of tokens and the layers that read apart.
    public func trainUpperLayers() throws(TensorError) {
        let upper = (configuration.apart..<model.configuration.layers).map { "bert.encoder.layer.\($0)." }
        try parameters.train { path in
            !path.hasPrefix("bert.") || upper.contains { path.hasPrefix($0) }
        }
    }

    public func tokens(query: String, title: String) -> PairTokens {
        PairTokens(query: tokens(query: query), title: tokens(title: title))
    }

    public func tokens(query: String) -> [Int32] {
        tokenizer.encode(query, limit: configuration.queryTokens)
    }

    public func tokens(title: String) -> [Int32] {
        tokenizer.encode(title, limit: configuration.titleTokens)
    }

    /// How well each title answers its query, any real number, `[pairs]`; differentiable.
    public func logits(_ pairs: [PairTokens], _ mode: Mode) throws(TensorError) -> Tensor {
        let batch = try PairBatch(pairs, device: parameters.device)
        let start = try withoutGradient { () throws(TensorError) in
            try batch.arranged(
                model.lower(batch.queries, layers: configuration.apart),
                model.lower(batch.titles, layers: configuration.apart))
        }
        let known = try start + kinds(batch.kinds)
        let states = try model.upper(
            known, mask: batch.isPadded ? batch.mask : nil, from: configuration.apart, mode)
        return try head(states, batch, mode)
    }

    /// How well each title answers its query, in the order of the pairs; pairs of like length go together.
    public func scores(_ pairs: [PairTokens]) throws(TensorError) -> [Float] {
        let packed = parameters.device == .cpu ? try packed.current(self) : nil
        var scores = [Float](repeating: 0, count: pairs.count)
        for indices in LengthBatches(pairs.map(\.count)) {
            let batch = indices.map { pairs[$0] }
            let values = try withoutGradient { () throws(TensorError) in
                if let packed { return try packed(batch).floats() }
                return try logits(batch, .evaluation).floats()
            }
            for (value, index) in zip(values, indices) { scores[index] = value }
        }
        return scores
    }
}
