import SoukNeural
import Synchronization
import SoukTensors

/// A cross-encoder for inference on the CPU, with packed layers.
struct PackedCrossEncoder: Sendable {
    let bert: PackedBERT
    let kinds: Embedding
    let head: PairHead
    let apart: Int

    /// `[pairs]`.
    func callAsFunction(_ pairs: [PairTokens]) throws(TensorError) -> Tensor {
        let batch = try PairBatch(pairs, device: .cpu)
        let start = try batch.arranged(
            bert.lower(batch.queries, layers: apart), bert.lower(batch.titles, layers: apart))
        let known = try start.to(.float32) + kinds(batch.kinds)
        let states = try bert.upper(known, mask: batch.isPadded ? batch.mask : nil, from: apart)
        return try head(states, batch, .evaluation)
    }
}

/// The packed copy, made when it is first asked for, and again after the weights were written to.
final class PackedCrossEncoderCache: Sendable {
    private let parameters: ParameterStore
    private let made = Mutex<(version: Int, packed: PackedCrossEncoder)?>(nil)

    init(_ parameters: ParameterStore) { self.parameters = parameters }

    func current(_ encoder: CrossEncoder) throws(TensorError) -> PackedCrossEncoder {
        // Versions only grow, so that their sum tells any change.
        let version = parameters.entries.reduce(0) { $0 &+ $1.tensor.version }
        return try made.withLock { (made) throws(TensorError) in
            if let made, made.version == version { return made.packed }
            let packed = PackedCrossEncoder(
                bert: try PackedBERT(encoder.model), kinds: encoder.kinds, head: encoder.head,
                apart: encoder.configuration.apart)
            made = (version, packed)
            return packed
        }
    }
}
