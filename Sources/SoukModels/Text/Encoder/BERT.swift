public import SoukNeural
public import SoukTensors

/// The transformer encoder of Devlin et al. 2018 with the public weights' parameter names. MiniLM (Wang et
/// al. 2020) is a small one, distilled from a large one's self-attention; MPNet (Song et al. 2020) adds to its
/// attention what the distance of two tokens is worth.
public struct BERT: Sendable {
    /// The sizes that a file of weights is made for.
    public struct Configuration: Sendable, Equatable, Codable {
        public var layers, width, heads, innerWidth, vocabulary, positions: Int
        /// Of layer norms.
        public var epsilon = 1e-12
        public var dropout = 0.1
        /// Of the weights of the attention; with any, the fused attention cannot be used.
        public var attentionDropout = 0.0
        /// What sets the architecture apart; nil is BERT's own.
        public var variant: Variant?

        public enum Variant: String, Sendable, Codable {
            /// Distances count, there are no segments, and positions are numbered from 2.
            case mpNet
        }

        /// MiniLM-L6-H384: 22.6 million parameters, more than half of them in the table of tokens.
        public static let miniLM = Configuration(
            layers: 6, width: 384, heads: 12, innerWidth: 1536, vocabulary: 30_522, positions: 512)

        /// MPNet-base: 109 million parameters.
        public static let mpNet = Configuration(
            layers: 12, width: 768, heads: 12, innerWidth: 3072, vocabulary: 30_527, positions: 512,
            epsilon: 1e-5, variant: .mpNet)
    }

    public let configuration: Configuration
    let words, positions: Embedding
    /// Of segments.
    let types: Embedding?
    let distances: TokenDistances?
    /// Number of the first position.
    private let firstPosition: Int
    let norm: LayerNorm
    let blocks: [Block]
    private let dropout: Dropout

    public init(_ path: ParameterPath, _ configuration: Configuration) throws(TensorError) {
        self.configuration = configuration
        let (width, start) = (configuration.width, path / "embeddings")
        func table(_ name: String, _ count: Int) throws(TensorError) -> Embedding {
            try Embedding(start / name, count: count, width: width, deviation: 0.02)
        }
        words = try table("word_embeddings", configuration.vocabulary)
        let isMPNet = configuration.variant == .mpNet
        firstPosition = isMPNet ? 2 : 0
        positions = try table("position_embeddings", firstPosition + configuration.positions)
        types = isMPNet ? nil : try table("token_type_embeddings", 2)
        distances =
            isMPNet
            ? try TokenDistances(path / "encoder" / "relative_attention_bias", heads: configuration.heads)
            : nil
        norm = try LayerNorm(start / "LayerNorm", width: width, epsilon: configuration.epsilon)
        var blocks: [Block] = []
        for index in 0..<configuration.layers {
            blocks.append(try Block(path / "encoder" / "layer" / "\(index)", configuration))
        }
        self.blocks = blocks
        dropout = Dropout(configuration.dropout)
    }

    /// A vector for each token, `[batch, length, width]`.
    public func callAsFunction(_ batch: TokenBatch, _ mode: Mode) throws(TensorError) -> Tensor {
        let start = try dropout(norm(embedded(batch)), mode)
        return try upper(start, mask: batch.isPadded ? batch.mask : nil, from: 0, mode)
    }

    /// What the lower layers make of tokens, `[batch, length, width]`, as in use.
    func lower(_ batch: TokenBatch, layers: Int) throws(TensorError) -> Tensor {
        var x = try norm(embedded(batch))
        let mask = batch.isPadded ? batch.mask : nil
        let bias = try distances?.bias(length: batch.shape[1])
        for block in blocks.prefix(layers) { x = try block(x, mask: mask, bias: bias, .evaluation) }
        return x
    }

    /// What the layers from `first` on make of states `[batch, length, width]`.
    func upper(
        _ states: Tensor, mask: Tensor?, from first: Int, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        var x = states
        let bias = try distances?.bias(length: states.shape[1])
        for block in blocks.dropFirst(first) { x = try block(x, mask: mask, bias: bias, mode) }
        return x
    }

    /// The sum of a token's and its position's vector, before the layer norm.
    private func embedded(_ batch: TokenBatch) throws(TensorError) -> Tensor {
        let length = try checkedLength(batch)
        return try words(batch.tokens)
            + places(positions.weight, types?.weight).narrowed(axis: 0, to: 0..<length)
    }

    /// The vectors of positions from the first on; with that of the first segment, the only one ever used.
    func places(_ positions: Tensor, _ types: Tensor?) throws(TensorError) -> Tensor {
        let own = try positions.narrowed(
            axis: 0, to: firstPosition..<firstPosition + configuration.positions)
        return try types.map { (types) throws(TensorError) in
            try own + types.narrowed(axis: 0, to: 0..<1)
        } ?? own
    }

    func checkedLength(_ batch: TokenBatch) throws(TensorError) -> Int {
        let shape = batch.shape
        guard shape[1] <= configuration.positions else {
            throw .shape(
                operation: "BERT", operands: "tokens \(shape)",
                expected: "at most \(configuration.positions) tokens", found: "\(shape[1])")
        }
        return shape[1]
    }

    /// Attention, then two layers by position; each with dropout, a residual and a layer norm behind it.
    struct Block: Sendable {
        let attention: MultiHeadSelfAttention
        let inner, outer: Linear
        let attentionNorm, outputNorm: LayerNorm
        let dropout: Dropout

        init(_ path: ParameterPath, _ configuration: Configuration) throws(TensorError) {
            let (width, epsilon) = (configuration.width, configuration.epsilon)
            let behind = path / "attention" / "output"
            attention = try MultiHeadSelfAttention(
                path / "attention" / "self", output: behind / "dense", width: width,
                heads: configuration.heads, dropout: configuration.attentionDropout)
            attentionNorm = try LayerNorm(behind / "LayerNorm", width: width, epsilon: epsilon)
            inner = try Linear(path / "intermediate" / "dense", from: width, to: configuration.innerWidth)
            outer = try Linear(path / "output" / "dense", from: configuration.innerWidth, to: width)
            outputNorm = try LayerNorm(path / "output" / "LayerNorm", width: width, epsilon: epsilon)
            dropout = Dropout(configuration.dropout)
        }

        func callAsFunction(
            _ input: Tensor, mask: Tensor?, bias: Tensor?, _ mode: Mode
        ) throws(TensorError) -> Tensor {
            let x = try attentionNorm(dropout(attention(input, mask: mask, bias: bias, mode), mode) + input)
            return try outputNorm(dropout(outer(inner(x).gelu()), mode) + x)
        }
    }
}
