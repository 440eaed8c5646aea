import CSoukTorch

extension Tensor {
    /// Over the given axes, or over all elements.
    public func sum(axes: [Int]? = nil, keepAxes: Bool = false) throws(TensorError) -> Tensor {
        try reduce(CT_SUM, "sum", axes, keepAxes)
    }

    /// Over the given axes, or over all elements.
    public func mean(axes: [Int]? = nil, keepAxes: Bool = false) throws(TensorError) -> Tensor {
        try reduce(CT_MEAN, "mean", axes, keepAxes)
    }

    /// The largest element along one axis, or of all.
    public func max(axis: Int? = nil, keepAxis: Bool = false) throws(TensorError) -> Tensor {
        try reduce(CT_MAX, "max", axis.map { [$0] }, keepAxis)
    }

    /// The index of the largest element along one axis, or of all; int64.
    public func argmax(axis: Int? = nil) throws(TensorError) -> Tensor {
        try reduce(CT_ARGMAX, "argmax", axis.map { [$0] }, false)
    }

    /// Probabilities along an axis.
    public func softmax(axis: Int = -1) throws(TensorError) -> Tensor {
        try Self.make("softmax") { out in withHandle { ct_softmax($0, Int64(axis), false, out) } }
    }

    /// Logarithms of the probabilities along an axis.
    public func logSoftmax(axis: Int = -1) throws(TensorError) -> Tensor {
        try Self.make("logSoftmax") { out in withHandle { ct_softmax($0, Int64(axis), true, out) } }
    }

    /// Divided by the 2-norm along an axis, or by `epsilon` where the norm is smaller: zeros stay zeros.
    public func l2Normalised(axis: Int = -1, epsilon: Double = 1e-12) throws(TensorError) -> Tensor {
        try checkAxis("l2Normalised", axis)
        return try Self.make("l2Normalised") { out in
            withHandle { ct_l2_normalize($0, Int64(axis), epsilon, out) }
        }
    }

    /// The mean over positions of `[batch, length, width]` where `mask` `[batch, length]` is 1 (0 elsewhere),
    /// `[batch, width]`; zeros where a row of the mask is all 0.
    public func maskedMean(_ mask: Tensor) throws(TensorError) -> Tensor {
        let (size, masked) = (shape, mask.shape)
        guard size.count == 3, masked == Array(size.prefix(2)) else {
            throw .shape(
                operation: "maskedMean", operands: "\(size), mask \(masked)",
                expected: "[batch, length, width] and a mask [batch, length]", found: "\(masked)")
        }
        let weights = try mask.to(dtype).reshaped(masked + [1])
        let counts = try weights.sum(axes: [1]).clamped(to: 1e-9...Double.infinity)
        return try (self * weights).sum(axes: [1]) / counts
    }

    private func checkAxis(_ name: String, _ axis: Int) throws(TensorError) {
        let rank = rank
        guard axis >= -rank, axis < rank else {
            throw .shape(
                operation: name, operands: "\(shape)", expected: "an axis below \(rank)", found: "\(axis)")
        }
    }

    private func reduce(
        _ op: ct_reduction, _ name: String, _ axes: [Int]?, _ keep: Bool
    ) throws(TensorError) -> Tensor {
        for axis in axes ?? [] { try checkAxis(name, axis) }
        let list = axes?.map(Int64.init)
        return try Self.make(name) { out in
            withHandle { handle in
                guard let list else { return ct_reduce(op, handle, nil, 0, keep, out) }
                return ct_reduce(op, handle, list, Int32(list.count), keep, out)
            }
        }
    }
}
