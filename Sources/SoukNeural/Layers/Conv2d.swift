public import SoukTensors

/// 2-D convolution, initialised as PyTorch's (He et al. 2015 with gain √(1/3)).
public struct Conv2d: Sendable {
    public let weight: Tensor
    public let bias: Tensor?
    let kernel, stride, groups: Int
    let padding: Padding

    public enum Padding: Sendable, Equatable {
        /// The same number of zeros on all sides.
        case symmetric(Int)
        /// TensorFlow's "SAME": the output has `ceil(size / stride)` pixels, and an odd zero goes to the
        /// right and to the bottom.
        case same
    }

    public init(
        _ path: ParameterPath, from input: Int, to output: Int, kernel: Int, stride: Int = 1,
        padding: Padding = .symmetric(0), groups: Int = 1, bias hasBias: Bool = true
    ) throws(TensorError) {
        let fanIn = input / groups * kernel * kernel
        let bound = 1 / Double(fanIn).squareRoot()
        weight = try path.uniform("weight", [output, input / groups, kernel, kernel], bound: bound)
        bias = hasBias ? try path.uniform("bias", [output], bound: bound) : nil
        (self.kernel, self.stride, self.groups, self.padding) = (kernel, stride, groups, padding)
    }

    /// `[batch, in, height, width]` to `[batch, out, height', width']`.
    public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
        let shape = input.shape
        guard shape.count == 4 else {
            throw .shape(
                operation: "Conv2d", operands: "input \(shape)",
                expected: "[batch, channels, height, width]",
                found: "\(shape)")
        }
        let (top, bottom) = sides(shape[2])
        let (left, right) = sides(shape[3])
        if top == bottom, left == right, top == left {
            return try input.conv2d(
                weight: weight, bias: bias, stride: stride, padding: top, groups: groups)
        }
        return try input.padded2d(left: left, right: right, top: top, bottom: bottom)
            .conv2d(weight: weight, bias: bias, stride: stride, groups: groups)
    }

    /// Zeros before and behind an axis of this size.
    func sides(_ size: Int) -> (Int, Int) {
        switch padding {
        case .symmetric(let zeros): return (zeros, zeros)
        case .same:
            let total = max((size + stride - 1) / stride * stride - stride + kernel - size, 0)
            return (total / 2, total - total / 2)
        }
    }
}
