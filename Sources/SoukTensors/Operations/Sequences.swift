import CSoukTorch

extension Tensor {
    /// Rows of this table `[rows, width]` by int32 or int64 `indices` of any shape: `[…, width]`.
    public func embedding(_ indices: Tensor) throws(TensorError) -> Tensor {
        try checkTable("embedding", indices)
        return try Self.make("embedding") { out in
            withHandle { table in indices.withHandle { ct_embedding(table, $0, out) } }
        }
    }

    /// How the rows of a bag become one.
    public enum BagMode: Sendable { case sum, mean }

    /// Rows of this table `[rows, width]`, summed or averaged by bag: `[bags, width]`.
    ///
    /// - Parameters:
    ///   - indices: int64 `[n]`, the rows of all bags one behind the other.
    ///   - offsets: int64 `[bags]`, where each bag begins in `indices`; the first is 0, none falls, and the
    ///     last bag goes to the end. An empty bag gives zeros.
    ///   - factors: `[n]`, what each row is multiplied by; for sums only.
    public func embeddingBag(
        _ indices: Tensor, offsets: Tensor, mode: BagMode = .sum, factors: Tensor? = nil
    ) throws(TensorError) -> Tensor {
        try checkTable("embeddingBag", indices)
        guard indices.rank == 1, offsets.rank == 1, indices.dtype == offsets.dtype else {
            throw .shape(
                operation: "embeddingBag", operands: "indices \(indices), offsets \(offsets)",
                expected: "two lists of one integer type",
                found: "ranks \(indices.rank) and \(offsets.rank)")
        }
        if let factors, factors.shape != indices.shape || mode == .mean {
            throw .shape(
                operation: "embeddingBag",
                operands: "indices \(indices.shape), factors \(factors.shape), \(mode)",
                expected: "a factor an index, and sums", found: "\(factors.shape)")
        }
        return try Self.make("embeddingBag") { out in
            withHandle { table in
                indices.withHandle { indices in
                    offsets.withHandle { offsets in
                        factors.withHandle {
                            ct_embedding_bag(table, indices, offsets, $0, mode == .mean, out)
                        }
                    }
                }
            }
        }
    }

    /// Normalisation over the last axis (Ba et al. 2016): weight and bias `[width]`.
    public func layerNorm(weight: Tensor, bias: Tensor, epsilon: Double) throws(TensorError) -> Tensor {
        let (input, width) = (shape, weight.shape)
        guard width.count == 1, input.last == width[0], bias.shape == width else {
            throw .shape(
                operation: "layerNorm", operands: "input \(input), weight \(width), bias \(bias.shape)",
                expected: "[…, \(width.first ?? 0)]", found: "\(input)")
        }
        return try Self.make("layerNorm") { out in
            withHandle { input in
                weight.withHandle { weight in
                    bias.withHandle { ct_layer_norm(input, weight, $0, epsilon, out) }
                }
            }
        }
    }

    /// Scaled dot-product attention (Vaswani et al. 2017) of queries `[batch, heads, queries, width]` (this
    /// tensor) over keys and values `[batch, heads, keys, width]`.
    ///
    /// - Parameters:
    ///   - keyMask: bool `[batch, keys]`, true where a key takes part. Where none does, zeros come out.
    ///   - bias: `[heads, queries, keys]`, of this tensor's type, added to the scores of all examples.
    public func attention(
        key: Tensor, value: Tensor, keyMask: Tensor? = nil, bias: Tensor? = nil
    ) throws(TensorError) -> Tensor {
        let (queries, keys) = (shape, key.shape)
        let fits =
            queries.count == 4 && keys.count == 4 && queries.prefix(2) == keys.prefix(2)
            && queries[3] == keys[3] && value.shape.count == 4 && value.shape.prefix(3) == keys.prefix(3)
        guard fits else {
            throw .shape(
                operation: "attention", operands: "query \(queries), key \(keys), value \(value.shape)",
                expected: "[batch, heads, length, width] with equal batch, heads and width", found: "\(keys)")
        }
        if let keyMask, keyMask.dtype != .bool || keyMask.shape != [keys[0], keys[2]] {
            throw .shape(
                operation: "attention", operands: "key \(keys), mask \(keyMask)",
                expected: "a bool mask [\(keys[0]), \(keys[2])]", found: "\(keyMask.shape)")
        }
        if let bias, bias.shape != [queries[1], queries[2], keys[2]] {
            throw .shape(
                operation: "attention", operands: "query \(queries), key \(keys), bias \(bias)",
                expected: "a bias [\(queries[1]), \(queries[2]), \(keys[2])]", found: "\(bias.shape)")
        }
        var mask = try keyMask?.reshaped([keys[0], 1, 1, keys[2]])
        if let bias {
            let scores = try bias.reshaped([1] + bias.shape)
            mask =
                try mask.map { (mask) throws(TensorError) in
                    try scores + (mask.to(bias.dtype) - 1) * 1e9
                } ?? scores
        }
        return try Self.make("attention") { out in
            withHandle { query in
                key.withHandle { key in
                    value.withHandle { value in
                        mask.withHandle { ct_attention(query, key, value, $0, out) }
                    }
                }
            }
        }
    }

    private func checkTable(_ operation: String, _ indices: Tensor) throws(TensorError) {
        guard rank == 2, indices.dtype == .int64 || indices.dtype == .int32 else {
            throw .shape(
                operation: operation, operands: "table \(shape), indices \(indices)",
                expected: "[rows, width] and int32 or int64", found: "rank \(rank) and \(indices.dtype)")
        }
    }
}
