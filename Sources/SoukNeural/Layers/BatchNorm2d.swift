public import SoukTensors

/// Batch normalisation by channel. When its weight is frozen, so are its moments, in training too.
public struct BatchNorm2d: Sendable {
    public let weight, bias, runningMean, runningVariance: Tensor
    let momentum, epsilon: Double

    public init(
        _ path: ParameterPath, channels: Int, momentum: Double = 0.1, epsilon: Double = 1e-5
    ) throws(TensorError) {
        weight = try path.constant("weight", [channels], 1)
        bias = try path.constant("bias", [channels], 0)
        runningMean = try path.buffer("running_mean", [channels], 0)
        runningVariance = try path.buffer("running_var", [channels], 1)
        (self.momentum, self.epsilon) = (momentum, epsilon)
    }

    public func callAsFunction(_ input: Tensor, _ mode: Mode) throws(TensorError) -> Tensor {
        try input.batchNorm(
            weight: weight, bias: bias, runningMean: runningMean, runningVariance: runningVariance,
            training: mode.isTraining && weight.requiresGradient, momentum: momentum, epsilon: epsilon)
    }
}
