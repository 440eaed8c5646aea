import CSoukTorch

extension Tensor {
    public static func + (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
        try left.broadcast(CT_ADD, "+", right)
    }
    public static func - (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
        try left.broadcast(CT_SUB, "-", right)
    }
    public static func * (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
        try left.broadcast(CT_MUL, "*", right)
    }
    public static func / (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
        try left.broadcast(CT_DIV, "/", right)
    }
    public static func + (left: Tensor, right: Double) throws(TensorError) -> Tensor {
        try left.scalar(CT_ADD, "+", right)
    }
    public static func - (left: Tensor, right: Double) throws(TensorError) -> Tensor {
        try left.scalar(CT_SUB, "-", right)
    }
    public static func * (left: Tensor, right: Double) throws(TensorError) -> Tensor {
        try left.scalar(CT_MUL, "*", right)
    }
    public static func / (left: Tensor, right: Double) throws(TensorError) -> Tensor {
        try left.scalar(CT_DIV, "/", right)
    }

    /// Element by element: 1 where equal (bool).
    public func equals(_ other: Tensor) throws(TensorError) -> Tensor {
        try broadcast(CT_EQUAL, "equals", other)
    }

    /// Matrix product over the two last axes: `[…, n, k]` with `[…, k, m]` gives `[…, n, m]`.
    public func matmul(_ other: Tensor) throws(TensorError) -> Tensor {
        let (left, right) = (shape, other.shape)
        guard left.count >= 1, right.count >= 2, left[left.count - 1] == right[right.count - 2] else {
            throw .shape(
                operation: "matmul", operands: "\(left) with \(right)",
                expected: "[…, n, k] with [\(left.last.map(String.init) ?? "k"), m]", found: "\(right)")
        }
        return try Self.make("matmul") { out in
            withHandle { a in other.withHandle { ct_binary(CT_MATMUL, a, $0, out) } }
        }
    }

    private func broadcast(
        _ op: ct_binary_op, _ name: String, _ other: Tensor
    ) throws(TensorError) -> Tensor {
        let (left, right) = (shape, other.shape)
        for (a, b) in zip(left.reversed(), right.reversed()) where a != b && a != 1 && b != 1 {
            throw .shape(
                operation: name, operands: "\(left) \(name) \(right)",
                expected: "equal sizes, or 1, from the last axis on", found: "\(a) against \(b)")
        }
        return try Self.make(name) { out in
            withHandle { a in other.withHandle { ct_binary(op, a, $0, out) } }
        }
    }

    private func scalar(_ op: ct_binary_op, _ name: String, _ value: Double) throws(TensorError) -> Tensor {
        try Self.make(name) { out in withHandle { ct_binary_scalar(op, $0, value, out) } }
    }
}
