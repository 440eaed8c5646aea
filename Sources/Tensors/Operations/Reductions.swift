import CTorch

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

    private func reduce(
        _ op: ct_reduction, _ name: String, _ axes: [Int]?, _ keep: Bool
    ) throws(TensorError) -> Tensor {
        let rank = rank
        if let wrong = axes?.first(where: { $0 < -rank || $0 >= rank }) {
            throw .shape(
                operation: name, operands: "\(shape)", expected: "an axis below \(rank)", found: "\(wrong)")
        }
        let list = axes?.map(Int64.init)
        return try Self.make(name) { out in
            withHandle { handle in
                guard let list else { return ct_reduce(op, handle, nil, 0, keep, out) }
                return ct_reduce(op, handle, list, Int32(list.count), keep, out)
            }
        }
    }
}
