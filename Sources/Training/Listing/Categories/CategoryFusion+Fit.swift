import Tensors

extension CategoryFusion.Weights {
    /// Minimises the log-loss, with a little pull of the shifts towards 0; it is convex, so it has one
    /// valley.
    ///
    /// - Parameters:
    ///   - logits: `[members][examples][classes]`
    ///   - labels: `[examples]`
    static func fit(
        _ logits: [[[Float]]], labels: [Int], pull: Double = 0.02, steps: Int = 500
    ) throws(TensorError) -> Self {
        let (members, count, classes) = (logits.count, labels.count, logits.first?.first?.count ?? 0)
        guard members > 0, count > 0, classes > 0 else {
            return CategoryFusion.even(members: members, classes: classes)
        }
        var columns: [Tensor] = []
        for rows in logits {
            let own = try Tensor(rows.flatMap { $0 }, shape: [count, classes]).logSoftmax()
            columns.append(try own.reshaped([count * classes, 1]))
        }
        let answers = try Tensor.concatenate(columns, axis: 1)
        let target = try Tensor(labels.map(Int64.init), shape: [count])
        let weights = try Tensor.full([members, 1], 1 / Double(members))
        let shifts = try Tensor.zeros([classes])
        let fitted = [weights, shifts]
        let optimiser = try FullBatchAdam(fitted)
        for tensor in fitted { try tensor.setRequiresGradient(true) }
        for step in 0..<steps {
            for tensor in fitted { try tensor.clearGradient() }
            let sums = try answers.matmul(weights).reshaped([count, classes]) + shifts
            try (sums.crossEntropy(target) + (shifts * shifts).sum() * (pull / 2)).backward()
            var gradients: [Tensor] = []
            for tensor in fitted { if let gradient = try tensor.gradient() { gradients.append(gradient) } }
            try optimiser.step(gradients, rate: step < steps * 2 / 3 ? 0.05 : 0.005)
            // A member is left out rather than believed to be wrong.
            try withoutGradient { () throws(TensorError) in try weights.assign(weights.clamped(to: 0...100)) }
        }
        return Self(
            members: try weights.detached().floats().map(Double.init),
            shifts: try shifts.detached().floats().map(Double.init))
    }
}
