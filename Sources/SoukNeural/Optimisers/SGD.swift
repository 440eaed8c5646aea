public import SoukTensors

/// Stochastic gradient descent with (Nesterov) momentum, as PyTorch defines it.
public final class SGD: Optimiser {
    public let groups: [ParameterGroup]
    let momentum: Double
    let nesterov: Bool
    private let momenta: [[Tensor]]

    public init(_ groups: [ParameterGroup], momentum: Double = 0.9, nesterov: Bool = false)
        throws(TensorError)
    {
        (self.groups, self.momentum, self.nesterov) = (groups, momentum, nesterov)
        var momenta: [[Tensor]] = []
        for group in groups {
            var made: [Tensor] = []
            for entry in group.entries { made.append(try entry.tensor.detached().zerosLike()) }
            momenta.append(made)
        }
        self.momenta = momenta
    }

    public func step(rate: Double) throws(TensorError) {
        for (group, momenta) in zip(groups, momenta) {
            var (parameters, gradients, active): ([Tensor], [Tensor], [Tensor]) = ([], [], [])
            for (entry, buffer) in zip(group.entries, momenta) {
                guard let gradient = try entry.tensor.gradient() else { continue }
                parameters.append(entry.tensor)
                gradients.append(gradient)
                active.append(buffer)
            }
            guard !parameters.isEmpty else { continue }
            try Optimisation.sgd(
                parameters, gradients: gradients, momenta: active, rate: rate * group.rateScale,
                momentum: momentum,
                weightDecay: group.weightDecay, nesterov: nesterov)
        }
    }

    public func state() throws(TensorError) -> [String: TensorBlob] {
        var blobs: [String: TensorBlob] = [:]
        for (name, tensor) in named { blobs[name] = try tensor.blob() }
        return blobs
    }

    public func restore(_ state: [String: TensorBlob], from source: String) throws(TensorError) {
        try restoreState(named, state, from: source)
    }

    private var named: [(name: String, tensor: Tensor)] {
        zip(groups, momenta).flatMap { group, momenta in
            zip(group.entries, momenta).map { (name: "\($0.path).momentum", tensor: $1) }
        }
    }
}
