import SoukTensors

/// Adam (Kingma and Ba 2015) for small convex losses whose gradient is that of all examples at once.
struct FullBatchAdam {
    let parameters: [Tensor]
    private let first, second, steps: [Tensor]

    init(_ parameters: [Tensor]) throws(TensorError) {
        var (first, second, steps): ([Tensor], [Tensor], [Tensor]) = ([], [], [])
        for tensor in parameters {
            let like = try tensor.detached()
            first.append(try like.zerosLike())
            second.append(try like.zerosLike())
            steps.append(try .zeros([]))
        }
        (self.parameters, self.first, self.second, self.steps) = (parameters, first, second, steps)
    }

    func step(_ gradients: [Tensor], rate: Double) throws(TensorError) {
        try Optimisation.adamW(
            parameters, gradients: gradients, firstMoments: first, secondMoments: second, steps: steps,
            rate: rate, beta1: 0.9, beta2: 0.99, weightDecay: 0, epsilon: 1e-8)
    }
}
