import SoukTensors

/// The tables and lowest layers of a sentence encoder as they were, packed once, for a training that leaves them so.
public struct LowerLayers: Sendable {
    let count: Int
    private let packed: PackedBERT

    init(_ model: BERT, count: Int) throws(TensorError) {
        (self.count, packed) = (count, try PackedBERT(model, layers: count))
    }

    /// What they make of tokens, float32 `[batch, length, width]`, without gradient.
    func callAsFunction(_ batch: TokenBatch) throws(TensorError) -> Tensor {
        try withoutGradient { () throws(TensorError) in
            try packed.lower(batch, layers: count).to(.float32)
        }
    }
}
