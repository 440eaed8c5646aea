public import SoukTensors

/// Sets each element to zero with some probability in training (Srivastava et al. 2014), scaling the rest.
public struct Dropout: Sendable {
    public let probability: Double

    public init(_ probability: Double) { self.probability = probability }

    public func callAsFunction(_ input: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        guard case .training(let generator) = mode, probability > 0 else { return input }
        let mask = try input.detached().zerosLike()
        try generator.fillBernoulli(mask, probability: 1 - probability)
        return try probability < 1 ? input * (mask / (1 - probability)) : input * mask
    }
}

/// Drops whole residual branches, example by example (stochastic depth, Huang et al. 2016).
public struct DropPath: Sendable {
    public let probability: Double

    public init(_ probability: Double) { self.probability = probability }

    /// `branch` is `[batch, …]`.
    public func callAsFunction(_ branch: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        guard case .training(let generator) = mode, probability > 0 else { return branch }
        let ones = branch.shape.dropFirst().map { _ in 1 }
        let mask = try Tensor.zeros(branch.shape.prefix(1) + ones, device: branch.device)
        try generator.fillBernoulli(mask, probability: 1 - probability)
        let scale = probability < 1 ? try mask / (1 - probability) : mask
        return try branch * scale.to(branch.dtype)
    }
}
