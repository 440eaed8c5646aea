public import SoukTensors

/// A table of learned vectors, looked up by index; initialised from a normal distribution.
public struct Embedding: Sendable {
    public let weight: Tensor

    /// - Parameter deviation: of the initial values; PyTorch's default is 1, BERT's 0.02.
    public init(
        _ path: ParameterPath, count: Int, width: Int, deviation: Double = 1
    ) throws(TensorError) {
        weight = try path.normal("weight", [count, width], deviation: deviation)
    }

    /// int32 or int64 `[…]` to `[…, width]`.
    public func callAsFunction(_ indices: Tensor) throws(TensorError) -> Tensor {
        try weight.embedding(indices)
    }
}

/// Sums or means of rows of a learned table, for bags of words and hashed n-grams (Joulin et al. 2016).
public struct EmbeddingBag: Sendable {
    public let weight: Tensor
    let mode: Tensor.BagMode

    public init(
        _ path: ParameterPath, count: Int, width: Int, mode: Tensor.BagMode = .mean, deviation: Double = 1
    ) throws(TensorError) {
        weight = try path.normal("weight", [count, width], deviation: deviation)
        self.mode = mode
    }

    /// Indices `[n]` of all bags, one behind the other, and the begin of each bag `[bags]` to `[bags, width]`;
    /// an empty bag gives zeros. `factors` `[n]` weigh the rows of a sum.
    public func callAsFunction(
        _ indices: Tensor, offsets: Tensor, factors: Tensor? = nil
    ) throws(TensorError) -> Tensor {
        try weight.embeddingBag(indices, offsets: offsets, mode: mode, factors: factors)
    }
}
