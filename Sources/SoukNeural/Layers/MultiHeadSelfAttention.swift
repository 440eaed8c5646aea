public import SoukTensors

/// Every position looks at every other of its sequence, in several subspaces at once (Vaswani et al. 2017).
public struct MultiHeadSelfAttention: Sendable {
    public let query, key, value, output: Linear
    public let heads: Int
    private let dropout: Dropout

    /// `query`, `key` and `value` are registered below `path`; the projection that follows at `output`, which
    /// is `path / "output"` where it is not given.
    ///
    /// - Parameter dropout: the probability that training forgets a weight of the attention.
    public init(
        _ path: ParameterPath, output: ParameterPath? = nil, width: Int, heads: Int, dropout: Double = 0
    ) throws(TensorError) {
        guard heads > 0, width % heads == 0 else {
            throw .shape(
                operation: "MultiHeadSelfAttention", operands: "width \(width), \(heads) heads",
                expected: "a width that the heads divide", found: "\(width)")
        }
        query = try Linear(path / "query", from: width, to: width)
        key = try Linear(path / "key", from: width, to: width)
        value = try Linear(path / "value", from: width, to: width)
        self.output = try Linear(output ?? path / "output", from: width, to: width)
        self.heads = heads
        self.dropout = Dropout(dropout)
    }

    /// `[batch, length, width]` to `[batch, length, width]`.
    ///
    /// - Parameters:
    ///   - mask: bool `[batch, length]`, true where a position may be looked at.
    ///   - bias: `[heads, length, length]`, added to what each position thinks of each.
    public func callAsFunction(
        _ input: Tensor, mask: Tensor? = nil, bias: Tensor? = nil, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        let shape = input.shape
        guard shape.count == 3 else {
            throw .shape(
                operation: "MultiHeadSelfAttention", operands: "\(shape)", expected: "[batch, length, width]",
                found: "\(shape)")
        }
        let (q, k, v) = try (split(query(input)), split(key(input)), split(value(input)))
        let mixed =
            mode.isTraining && dropout.probability > 0
            ? try dropping(q, k, v, mask, bias, mode)
            : try q.attention(key: k, value: v, keyMask: mask, bias: bias?.to(q.dtype))
        return try output(mixed.permuted([0, 2, 1, 3]).reshaped(shape))
    }

    /// Attention step by step, because the fused one would draw from libtorch's global generator.
    private func dropping(
        _ q: Tensor, _ k: Tensor, _ v: Tensor, _ mask: Tensor?, _ bias: Tensor?, _ mode: Mode
    ) throws(TensorError) -> Tensor {
        var scores = try q.matmul(k.transposed()) / Double(q.shape[3]).squareRoot()
        if let bias { scores = try scores + bias }
        if let mask {
            let shape = mask.shape
            guard mask.dtype == .bool, shape == [q.shape[0], q.shape[2]] else {
                throw .shape(
                    operation: "MultiHeadSelfAttention", operands: "\(q.shape), mask \(mask)",
                    expected: "a bool mask [\(q.shape[0]), \(q.shape[2])]", found: "\(shape)")
            }
            let shut = try (mask.to(.float32) - 1).reshaped([shape[0], 1, 1, shape[1]]) * 1e9
            scores = try scores + shut
        }
        return try dropout(scores.softmax(), mode).matmul(v)
    }

    /// `[batch, length, width]` to `[batch, heads, length, width / heads]`.
    private func split(_ x: Tensor) throws(TensorError) -> Tensor {
        let shape = x.shape
        return try x.reshaped([shape[0], shape[1], heads, shape[2] / heads]).permuted([0, 2, 1, 3])
    }
}
