import SoukNeural
import Synchronization
import SoukTensors

/// The packed copy of a model, made when it is first asked for, and again after the weights were written to.
final class PackedCache: Sendable {
    private let model: BERT
    private let parameters: ParameterStore
    private let made = Mutex<(version: Int, packed: PackedBERT)?>(nil)

    init(_ model: BERT, _ parameters: ParameterStore) {
        (self.model, self.parameters) = (model, parameters)
    }

    func current() throws(TensorError) -> PackedBERT {
        // Versions only grow, so that their sum tells any change.
        let version = parameters.entries.reduce(0) { $0 &+ $1.tensor.version }
        return try made.withLock { (made) throws(TensorError) in
            if let made, made.version == version { return made.packed }
            let packed = try PackedBERT(model)
            made = (version, packed)
            return packed
        }
    }
}
