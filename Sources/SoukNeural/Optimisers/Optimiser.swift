public import SoukTensors

/// What a training loop needs of an optimiser; `AdamW` and `SGD` are the two.
public protocol Optimiser {
    var groups: [ParameterGroup] { get }
    /// One step along the gradients that parameters hold now; those without a gradient stay.
    func step(rate: Double) throws(TensorError)
    /// Everything that the next step depends on besides parameters and gradients, by path.
    func state() throws(TensorError) -> [String: TensorBlob]
    func restore(_ state: [String: TensorBlob], from source: String) throws(TensorError)
}

extension Optimiser {
    /// The gradients that there are, for clipping.
    public func gradients() throws(TensorError) -> [Tensor] {
        var gradients: [Tensor] = []
        for group in groups {
            for entry in group.entries {
                if let gradient = try entry.tensor.gradient() { gradients.append(gradient) }
            }
        }
        return gradients
    }
}

/// Overwrites named state tensors, strictly: what is missing or of another shape is an error that
/// names it, and nothing is changed.
func restoreState(
    _ tensors: [(name: String, tensor: Tensor)], _ state: [String: TensorBlob], from source: String
) throws(TensorError) {
    for (name, tensor) in tensors {
        guard let blob = state[name], blob.shape == tensor.shape, blob.isConsistent else {
            throw .weights(
                path: source, parameter: name, expected: "\(tensor.shape)",
                found: state[name].map { "\($0.shape) in \($0.bytes.count) bytes" } ?? "nothing")
        }
    }
    for (name, tensor) in tensors {
        if let blob = state[name] { try tensor.assign(Tensor(blob)) }
    }
}
