import SoukTensors

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

    public func step(rate: Double) throws(TensorError) {
        for (group, slots) in zip(groups, slots) {
            var (active, gradients): ([Slot], [Tensor]) = ([], [])
            for slot in slots {
                guard let gradient = try slot.entry.tensor.gradient() else { continue }
                active.append(slot)
                gradients.append(gradient)
            }
            guard !active.isEmpty else { continue }
            try Optimisation.adamW(
                active.map(\.entry.tensor), gradients: gradients, firstMoments: active.map(\.first),
                secondMoments: active.map(\.second), steps: active.map(\.step), rate: rate * group.rateScale,
                beta1: beta1, beta2: beta2, weightDecay: group.weightDecay, epsilon: epsilon)
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
        slots.joined().flatMap { slot in
            let path = slot.entry.path
            return [
                ("\(path).first", slot.first), ("\(path).second", slot.second), ("\(path).step", slot.step),
            ]
        }
    }
}
