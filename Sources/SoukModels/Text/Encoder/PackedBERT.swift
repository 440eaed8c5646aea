import SoukNeural
import SoukTensors

/// A BERT for inference on the CPU: matrices prepacked, query, key and value in one product, activations and
/// residuals fused into the products, bfloat16 where the processor is fast at it.
///
/// A copy of the weights as they were, but for the table of words, which it shares with the model.
struct PackedBERT: Sendable {
    private let words, places: Tensor
    private let norm: PackedNorm
    private let blocks: [Block]
    private let distances: TokenDistances?
    private let dtype: ScalarType

    /// - Parameter layers: so many of the lowest are packed; all unless given.
    init(
        _ model: BERT, layers: Int = .max, dtype: ScalarType = PackedLinear.preferredType
    ) throws(TensorError) {
        self.dtype = dtype
        words = try model.words.weight.detached()
        places = try model.places(
            model.positions.weight.detached(), model.types?.weight.detached()
        ).copy()
        distances = model.distances
        norm = try PackedNorm(model.norm)
        var blocks: [Block] = []
        for block in model.blocks.prefix(layers) { blocks.append(try Block(block, dtype)) }
        self.blocks = blocks
    }

    /// A vector for each token, float32 `[batch, length, width]`; the length must be one that the model has
    /// positions for.
    func callAsFunction(_ batch: TokenBatch) throws(TensorError) -> Tensor {
        try lower(batch, layers: blocks.count).to(.float32)
    }

    /// What the lower layers make of tokens, `[batch, length, width]`.
    func lower(_ batch: TokenBatch, layers: Int) throws(TensorError) -> Tensor {
        let length = batch.shape[1]
        let embedded = try words.embedding(batch.tokens) + places.narrowed(axis: 0, to: 0..<length)
        var x = try norm(embedded).to(dtype)
        let mask = batch.isPadded ? batch.mask : nil
        let bias = try distances?.bias(length: length).to(dtype)
        for block in blocks.prefix(layers) { x = try block(x, mask, bias) }
        return x
    }

    /// What the layers from `first` on make of states `[batch, length, width]`, float32.
    func upper(_ states: Tensor, mask: Tensor?, from first: Int) throws(TensorError) -> Tensor {
        var x = try states.to(dtype)
        let bias = try distances?.bias(length: states.shape[1]).to(dtype)
        for block in blocks.dropFirst(first) { x = try block(x, mask, bias) }
        return try x.to(.float32)
    }

    private struct Block: Sendable {
        let projections, output, inner, outer: PackedLinear
        let attentionNorm, outputNorm: PackedNorm
        let heads: Int

        init(_ block: BERT.Block, _ dtype: ScalarType) throws(TensorError) {
            let attention = block.attention
            let parts = [attention.query, attention.key, attention.value]
            func pack(_ weight: Tensor, _ bias: Tensor) throws(TensorError) -> PackedLinear {
                try PackedLinear(weight: weight, bias: bias, dtype: dtype)
            }
            projections = try pack(.concatenate(parts.map(\.weight)), .concatenate(parts.map(\.bias)))
            output = try pack(attention.output.weight, attention.output.bias)
            inner = try pack(block.inner.weight, block.inner.bias)
            outer = try pack(block.outer.weight, block.outer.bias)
            attentionNorm = try PackedNorm(block.attentionNorm, dtype)
            outputNorm = try PackedNorm(block.outputNorm, dtype)
            heads = attention.heads
        }

        func callAsFunction(_ input: Tensor, _ mask: Tensor?, _ bias: Tensor?) throws(TensorError) -> Tensor {
            let shape = input.shape
            let split = try projections(input)
                .reshaped([shape[0], shape[1], 3, heads, shape[2] / heads]).permuted([2, 0, 3, 1, 4])
            func part(_ index: Int) throws(TensorError) -> Tensor {
                try split.narrowed(axis: 0, to: index..<index + 1).reshaped(Array(split.shape.dropFirst()))
            }
            let mixed = try part(0).attention(key: part(1), value: part(2), keyMask: mask, bias: bias)
                .permuted([0, 2, 1, 3]).reshaped(shape)
            let x = try attentionNorm(output(mixed, adding: input))
            return try outputNorm(outer(inner(x, then: .gelu), adding: x))
        }
    }
}
