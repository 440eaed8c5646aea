import Tensors

/// Sets each element to zero with some probability in training (Srivastava et al. 2014), scaling the rest.
public struct Dropout: Sendable {
    public let probability: Double

    public init(_ probability: Double) { self.probability = probability }

    public func callAsFunction(_ input: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        guard case .training(let generator) = mode, probability > 0 else { return input }
        let mask = try input.detached().zerosLike()
        try generator.fillBernoulli(mask, probability: 1 - probability)
        return try input * (mask / (1 - probability))
    }
}

/// Drops whole residual branches, example by example (stochastic depth, Huang et al. 2016).
public struct DropPath: Sendable {
    public let probability: Double

    public init(_ probability: Double) { self.probability = probability }

    /// `branch` is `[batch, channels, height, width]`.
    public func callAsFunction(_ branch: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        guard case .training(let generator) = mode, probability > 0 else { return branch }
        let mask = try Tensor.zeros([branch.shape[0], 1, 1, 1], device: branch.device)
        try generator.fillBernoulli(mask, probability: 1 - probability)
        return try branch * (mask / (1 - probability)).to(branch.dtype)
    }
}
