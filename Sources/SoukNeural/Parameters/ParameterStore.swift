public import SoukTensors

/// All parameters and buffers of a model, by dotted path as PyTorch names them
/// (`layer1.0.conv1.weight`).
///
/// Layers register what they need while they are built; training, freezing, loading and saving work
/// on the store and never on the layers.
public final class ParameterStore: @unchecked Sendable {
    public struct Entry: Sendable {
        public let path: String
        public let tensor: Tensor
        /// Buffers (running moments) are saved and loaded, but never trained.
        public let isBuffer: Bool
    }

    public let device: Device
    /// Draws the initial values; nil where they are loaded instead.
    let generator: Generator?
    /// In the order of registration.
    public private(set) var entries: [Entry] = []

    public init(seed: UInt64, device: Device = .cpu) throws(TensorError) {
        self.device = device
        generator = try Generator(seed: seed)
    }

    /// For a model whose every parameter will be loaded: they are zeros until then, which saves the drawing.
    public init(forLoadingOn device: Device) {
        self.device = device
        generator = nil
    }

    /// The root, from which layers take their paths.
    public var root: ParameterPath { ParameterPath(store: self, path: "") }

    func register(_ path: String, _ initial: Tensor, isBuffer: Bool) throws(TensorError) -> Tensor {
        guard !entries.contains(where: { $0.path == path }) else {
            throw .weights(
                path: "model", parameter: path, expected: "one layer at each path", found: "two at this one")
        }
        let tensor = try initial.to(device)
        if !isBuffer { try tensor.setRequiresGradient(true) }
        entries.append(Entry(path: path, tensor: tensor, isBuffer: isBuffer))
        return tensor
    }

    /// Parameters that training may change now.
    public var trainable: [Entry] { entries.filter { !$0.isBuffer && $0.tensor.requiresGradient } }

    /// Number of trainable and frozen parameters, buffers left out.
    public var parameterCount: Int { entries.filter { !$0.isBuffer }.reduce(0) { $0 + $1.tensor.count } }

    /// Makes the parameters whose path satisfies the predicate trainable, and freezes all others.
    public func train(only isTrained: (String) -> Bool) throws(TensorError) {
        for entry in entries where !entry.isBuffer {
            let trained = isTrained(entry.path)
            try entry.tensor.setRequiresGradient(trained)
            if !trained { try entry.tensor.clearGradient() }
        }
    }

    public func clearGradients() throws(TensorError) {
        for entry in entries where !entry.isBuffer { try entry.tensor.clearGradient() }
    }
}
