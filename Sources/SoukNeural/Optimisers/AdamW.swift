public import SoukTensors

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019), one fused kernel a group.
public final class AdamW: Optimiser {
    public let groups: [ParameterGroup]
    let beta1, beta2, epsilon: Double
    private let slots: [[Slot]]

    private struct Slot {
        let entry: ParameterStore.Entry
        let first, second, step: Tensor
    }

    public init(
        _ groups: [ParameterGroup], beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8
    ) throws(TensorError) {
        (self.groups, self.beta1, self.beta2, self.epsilon) = (groups, beta1, beta2, epsilon)
        var slots: [[Slot]] = []
        for group in groups {
            var made: [Slot] = []
            for entry in group.entries {
                let like = try entry.tensor.detached()
                made.append(
                    Slot(
                        entry: entry, first: try like.zerosLike(), second: try like.zerosLike(),
                        step: try .zeros([], device: like.device)))
            }
            slots.append(made)
        }
        self.slots = slots
    }

    /// For tensors that are no parameters of a module, without weight decay; their gradients are given to each step.
    package convenience init(
        _ tensors: [Tensor], beta1: Double = 0.9, beta2: Double = 0.999
    ) throws(TensorError) {
        let entries = tensors.enumerated().map { number, tensor in
            ParameterStore.Entry(path: "\(number)", tensor: tensor, isBuffer: false)
        }
        try self.init([ParameterGroup(entries)], beta1: beta1, beta2: beta2)
    }

    /// One step along gradients that were worked out by hand, one for each parameter in their order.
    package func step(_ gradients: [Tensor], rate: Double) throws(TensorError) {
        var rest = gradients[...]
        for (group, slots) in zip(groups, slots) {
            try step(slots, Array(rest.prefix(slots.count)), group, rate)
            rest = rest.dropFirst(slots.count)
        }
    }

    public func step(rate: Double) throws(TensorError) {
        for (group, slots) in zip(groups, slots) {
            var (active, gradients): ([Slot], [Tensor]) = ([], [])
            for slot in slots {
                guard let gradient = try slot.entry.tensor.gradient() else { continue }
                active.append(slot)
                gradients.append(gradient)
            }
            try step(active, gradients, group, rate)
        }
    }

    private func step(
        _ slots: [Slot], _ gradients: [Tensor], _ group: ParameterGroup, _ rate: Double
    ) throws(TensorError) {
        guard !slots.isEmpty else { return }
        try Optimisation.adamW(
            slots.map(\.entry.tensor), gradients: gradients, firstMoments: slots.map(\.first),
            secondMoments: slots.map(\.second), steps: slots.map(\.step), rate: rate * group.rateScale,
            beta1: beta1, beta2: beta2, weightDecay: group.weightDecay, epsilon: epsilon)
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
        slots.joined().flatMap { slot in
            let path = slot.entry.path
            return [
                ("\(path).first", slot.first), ("\(path).second", slot.second), ("\(path).step", slot.step),
            ]
        }
    }
}
