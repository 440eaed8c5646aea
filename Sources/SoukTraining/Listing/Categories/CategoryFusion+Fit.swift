import SoukInference
import SoukTensors

extension CategoryFusion.Weights {
    /// Minimises the log-loss; it is convex, so it has one valley.
    ///
    /// - Parameters:
    ///   - logits: `[members][examples][classes]`
    ///   - labels: `[examples]`
    ///   - byClass: whether classes have shifts and weights of their own, a little pulled towards those that all
    ///     share; without, there is one number for each member.
    static func fit(
        _ logits: [[[Float]]], labels: [Int], byClass: Bool = true, steps: Int = 500
    ) throws(TensorError) -> Self {
        let (members, count, classes) = (logits.count, labels.count, logits.first?.first?.count ?? 0)
        guard members > 0, count > 0, classes > 0 else {
            return CategoryFusion.even(members: members, classes: classes)
        }
        var answers: [Tensor] = []
        for rows in logits {
            answers.append(try Tensor(rows.flatMap { $0 }, shape: [count, classes]).logSoftmax())
        }
        let target = try Tensor(labels.map(Int64.init), shape: [count])
        let shared = try Tensor.full([members, 1], 1 / Double(members))
        let (own, shifts) = (try Tensor.zeros([members, classes]), try Tensor.zeros([classes]))
        let fitted = byClass ? [shared, own, shifts] : [shared]
        let optimiser = try FullBatchAdam(fitted)
        for tensor in fitted { try tensor.setRequiresGradient(true) }
        for step in 0..<steps {
            for tensor in fitted { try tensor.clearGradient() }
            let weights = try shared + own
            var sums = shifts
            for (member, answer) in answers.enumerated() {
                sums = try sums + answer * weights.narrowed(axis: 0, to: member..<member + 1)
            }
            let pull = try (shifts * shifts).sum() * Pull.shifts + (own * own).sum() * Pull.own
            try (sums.crossEntropy(target) + pull).backward()
            var gradients: [Tensor] = []
            for tensor in fitted { if let gradient = try tensor.gradient() { gradients.append(gradient) } }
            try optimiser.step(gradients, rate: step < steps * 2 / 3 ? 0.05 : 0.005)
            // A member is left out rather than believed to be wrong.
            try withoutGradient { () throws(TensorError) in
                try shared.assign(shared.clamped(to: 0...100))
                if byClass { try own.assign((shared + own).clamped(to: 0...100) - shared) }
            }
        }
        return Self(
            members: try (shared + own).detached().rows().map { $0.map(Double.init) },
            shifts: try shifts.detached().floats().map(Double.init))
    }

    /// Chosen by cross-validation, see decision 007.
    private enum Pull {
        static let shifts = 0.01, own = 0.025
    }

    /// These members beside more, about which fewer examples could be asked: one number for all these together, and one
    /// for each of the others.
    ///
    /// - Parameters:
    ///   - logits: `[members][examples][classes]`, these members' first.
    ///   - labels: `[examples]`
    func joined(by logits: [[[Float]]], labels: [Int]) throws(TensorError) -> Self {
        let (own, others) = (logits.prefix(members.count), logits.dropFirst(members.count))
        let together = labels.indices.map { place in
            sums(own.map { CategoryFusion.logProbabilities($0[place]) }).map(Float.init)
        }
        let fitted = try Self.fit([together] + others, labels: labels, byClass: false).members
        let scale = fitted[0][0]
        return Self(
            members: members.map { $0.map { $0 * scale } } + fitted.dropFirst(),
            shifts: shifts.map { $0 * scale })
    }
}
