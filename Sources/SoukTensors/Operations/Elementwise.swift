import CSoukTorch

extension Tensor {
    public func negated() throws(TensorError) -> Tensor { try unary(CT_NEG, "negated") }
    public func exp() throws(TensorError) -> Tensor { try unary(CT_EXP, "exp") }
    /// Natural logarithm.
    public func log() throws(TensorError) -> Tensor { try unary(CT_LOG, "log") }
    public func squareRoot() throws(TensorError) -> Tensor { try unary(CT_SQRT, "squareRoot") }
    public func absolute() throws(TensorError) -> Tensor { try unary(CT_ABS, "absolute") }
    public func tanh() throws(TensorError) -> Tensor { try unary(CT_TANH, "tanh") }
    public func sigmoid() throws(TensorError) -> Tensor { try unary(CT_SIGMOID, "sigmoid") }
    /// `log(sigmoid(x))` without overflow, what losses of pairs are made of.
    public func logSigmoid() throws(TensorError) -> Tensor { try unary(CT_LOG_SIGMOID, "logSigmoid") }
    public func relu() throws(TensorError) -> Tensor { try unary(CT_RELU, "relu") }
    /// `min(max(x, 0), 6)`.
    public func relu6() throws(TensorError) -> Tensor { try unary(CT_RELU6, "relu6") }
    /// The exact (erf) form.
    public func gelu() throws(TensorError) -> Tensor { try unary(CT_GELU, "gelu") }
    /// `x * sigmoid(x)`, also called swish.
    public func silu() throws(TensorError) -> Tensor { try unary(CT_SILU, "silu") }

    /// Moved into the range where they lie outside; the gradient there is 0.
    public func clamped(to range: ClosedRange<Double>) throws(TensorError) -> Tensor {
        try Self.make("clamped") { out in withHandle { ct_clamp($0, range.lowerBound, range.upperBound, out) }
        }
    }

    private func unary(_ op: ct_unary_op, _ name: String) throws(TensorError) -> Tensor {
        try Self.make(name) { out in withHandle { ct_unary(op, $0, out) } }
    }
}
