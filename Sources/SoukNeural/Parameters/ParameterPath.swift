public import SoukTensors

/// A place in a model's tree of parameters: `path / "layer1" / "0" / "conv1"`.
public struct ParameterPath {
    let store: ParameterStore
    public let path: String

    public static func / (parent: ParameterPath, name: String) -> ParameterPath {
        ParameterPath(store: parent.store, path: parent.path.isEmpty ? name : "\(parent.path).\(name)")
    }

    /// Registers a parameter drawn uniformly from `[-bound, bound)`.
    func uniform(_ name: String, _ shape: [Int], bound: Double) throws(TensorError) -> Tensor {
        let tensor = try Tensor.zeros(shape)
        try store.generator?.fillUniform(tensor, low: -bound, high: bound)
        return try store.register((self / name).path, tensor, isBuffer: false)
    }

    /// Registers a parameter drawn from a normal distribution.
    func normal(_ name: String, _ shape: [Int], deviation: Double) throws(TensorError) -> Tensor {
        let tensor = try Tensor.zeros(shape)
        try store.generator?.fillNormal(tensor, deviation: deviation)
        return try store.register((self / name).path, tensor, isBuffer: false)
    }

    func constant(_ name: String, _ shape: [Int], _ value: Double) throws(TensorError) -> Tensor {
        try store.register((self / name).path, .full(shape, value), isBuffer: false)
    }

    /// Registers numbers that are saved and loaded, but never trained.
    public func buffer(_ name: String, _ shape: [Int], _ value: Double) throws(TensorError) -> Tensor {
        try store.register((self / name).path, .full(shape, value), isBuffer: true)
    }
}
