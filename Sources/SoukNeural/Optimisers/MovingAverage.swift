public import SoukTensors

/// An exponential moving average of a model's weights (Polyak and Juditsky 1992), which generalises
/// better than the last step's weights.
public final class MovingAverage {
    public let decay: Double
    private let store: ParameterStore
    private let averages: [Tensor]
    private var updates = 0

    public init(of store: ParameterStore, decay: Double) throws(TensorError) {
        (self.store, self.decay) = (store, decay)
        var averages: [Tensor] = []
        for entry in store.entries { averages.append(try entry.tensor.copy()) }
        self.averages = averages
    }

    /// Moves the averages towards the present weights; the decay rises from 0 at first
    /// (`min(decay, (1 + n) / (10 + n))`, as in TensorFlow), so that the start is forgotten.
    public func update() throws(TensorError) {
        updates += 1
        let now = min(decay, (1 + Double(updates)) / (10 + Double(updates)))
        try Optimisation.interpolate(averages, towards: store.entries.map(\.tensor), weight: 1 - now)
    }

    /// Runs `body` with the averages in the model's place.
    public func applied<Result>(_ body: () throws -> Result) throws -> Result {
        try exchange()
        let result = Swift.Result { try body() }
        try exchange()
        return try result.get()
    }

    public func state() throws(TensorError) -> [String: TensorBlob] {
        var blobs = ["updates": try Tensor([Int64(updates)], shape: [1]).blob()]
        for (entry, average) in zip(store.entries, averages) { blobs[entry.path] = try average.blob() }
        return blobs
    }

    public func restore(_ state: [String: TensorBlob], from source: String) throws(TensorError) {
        let count = try Tensor.zeros([1], dtype: .int64)
        try restoreState([("updates", count)], state, from: source)
        guard let restored = try count.integers().first, 0..<(1 << 48) ~= restored else {
            throw .weights(
                path: source, parameter: "updates", expected: "a number of steps", found: "\(count)")
        }
        try restoreState(zip(store.entries, averages).map { ($0.path, $1) }, state, from: source)
        updates = Int(restored)
    }

    private func exchange() throws(TensorError) {
        for (entry, average) in zip(store.entries, averages) {
            let present = try entry.tensor.copy()
            try entry.tensor.assign(average)
            try average.assign(present)
        }
    }
}
