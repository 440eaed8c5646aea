import SoukNeural
import SoukTensors
import Synchronization

/// The packed copy of a model, made when it is first asked for, and again after the weights were written to.
final class PackedCache<Packed: Sendable>: Sendable {
    private struct Made {
        let version: Int
        let dtype: ScalarType
        let packed: Packed
    }

    private let parameters: ParameterStore
    private let make: @Sendable (ScalarType) throws(TensorError) -> Packed
    private let made = Mutex<Made?>(nil)

    init(
        _ parameters: ParameterStore, make: @escaping @Sendable (ScalarType) throws(TensorError) -> Packed
    ) {
        (self.parameters, self.make) = (parameters, make)
    }

    func current(_ dtype: ScalarType = PackedLinear.preferredType) throws(TensorError) -> Packed {
        // Versions only grow, so that their sum tells any change.
        let version = parameters.entries.reduce(0) { $0 &+ $1.tensor.version }
        return try made.withLock { (made) throws(TensorError) in
            if let made, made.version == version, made.dtype == dtype { return made.packed }
            let packed = try withoutGradient { () throws(TensorError) in try make(dtype) }
            made = Made(version: version, dtype: dtype, packed: packed)
            return packed
        }
    }
}
