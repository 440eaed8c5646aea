import CSoukTorch

extension Tensor {
    /// 2-D cross-correlation: input `[batch, channels, height, width]`, weight
    /// `[out, channels / groups, kernel height, kernel width]`, bias `[out]`.
    public func conv2d(
        weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
        groups: Int = 1
    ) throws(TensorError) -> Tensor {
        let (input, kernel) = (shape, weight.shape)
        guard input.count == 4, kernel.count == 4, input[1] == kernel[1] * groups else {
            throw .shape(
                operation: "conv2d", operands: "input \(input), weight \(kernel), groups \(groups)",
                expected: "input [batch, \(kernel.count == 4 ? kernel[1] * groups : 0), height, width]",
                found: "\(input)")
        }
        return try Self.make("conv2d") { out in
            withHandle { input in
                weight.withHandle { weight in
                    bias.withHandle {
                        ct_conv2d(
                            input, weight, $0, Int64(stride), Int64(padding), Int64(dilation), Int64(groups),
                            out)
                    }
                }
            }
        }
    }

    /// Zero padding of height and width, possibly different on the two sides.
    public func padded2d(left: Int, right: Int, top: Int, bottom: Int) throws(TensorError) -> Tensor {
        try Self.make("padded2d") { out in
            withHandle { ct_pad2d($0, Int64(left), Int64(right), Int64(top), Int64(bottom), out) }
        }
    }

    /// `x · weightᵀ + bias`: input `[…, in]`, weight `[out, in]`, bias `[out]`.
    public func linear(weight: Tensor, bias: Tensor? = nil) throws(TensorError) -> Tensor {
        let (input, kernel) = (shape, weight.shape)
        guard kernel.count == 2, let width = input.last, width == kernel[1] else {
            throw .shape(
                operation: "linear", operands: "input \(input), weight \(kernel)",
                expected: "input […, \(kernel.last ?? 0)]", found: "\(input)")
        }
        return try Self.make("linear") { out in
            withHandle { input in
                weight.withHandle { weight in bias.withHandle { ct_linear(input, weight, $0, out) } }
            }
        }
    }

    /// Normalisation by channel (Ioffe and Szegedy 2015). In training the batch's own moments are used
    /// and the running ones updated in place: `new = (1 - momentum) * old + momentum * batch`.
    public func batchNorm(
        weight: Tensor, bias: Tensor, runningMean: Tensor, runningVariance: Tensor, training: Bool,
        momentum: Double, epsilon: Double
    ) throws(TensorError) -> Tensor {
        let (input, channels) = (shape, weight.count)
        guard input.count >= 2, input[1] == channels else {
            throw .shape(
                operation: "batchNorm", operands: "input \(input)", expected: "[batch, \(channels), …]",
                found: "\(input)")
        }
        guard !training || count > channels else {
            throw .shape(
                operation: "batchNorm", operands: "input \(input)",
                expected: "more than one value a channel in training",
                found: "\(channels > 0 ? count / channels : 0)")
        }
        return try Self.make("batchNorm") { out in
            withHandle { input in
                weight.withHandle { weight in
                    bias.withHandle { bias in
                        runningMean.withHandle { mean in
                            runningVariance.withHandle {
                                ct_batch_norm(input, weight, bias, mean, $0, training, momentum, epsilon, out)
                            }
                        }
                    }
                }
            }
        }
    }

    public func maxPool2d(kernel: Int, stride: Int, padding: Int = 0) throws(TensorError) -> Tensor {
        try Self.make("maxPool2d") { out in
            withHandle { ct_max_pool2d($0, Int64(kernel), Int64(stride), Int64(padding), out) }
        }
    }

    public func averagePool2d(kernel: Int, stride: Int, padding: Int = 0) throws(TensorError) -> Tensor {
        try Self.make("averagePool2d") { out in
            withHandle { ct_avg_pool2d($0, Int64(kernel), Int64(stride), Int64(padding), out) }
        }
    }

    /// Mean over height and width: `[batch, channels, height, width]` to `[batch, channels]`.
    public func globalAveragePool2d() throws(TensorError) -> Tensor {
        guard rank == 4 else {
            throw .shape(
                operation: "globalAveragePool2d", operands: "\(shape)", expected: "rank 4",
                found: "rank \(rank)")
        }
        return try Self.make("globalAveragePool2d") { out in withHandle { ct_global_avg_pool2d($0, out) } }
    }

    /// Mean cross-entropy in nats of logits `[batch, classes]` against int64 classes `[batch]` or
    /// probabilities `[batch, classes]`. Class -100 is left out, also of the mean.
    public func crossEntropy(
        _ target: Tensor, classWeights: Tensor? = nil, labelSmoothing: Double = 0
    ) throws(TensorError) -> Tensor {
        let (logits, labels) = (shape, target.shape)
        guard logits.count == 2, labels == [logits[0]] || labels == logits else {
            throw .shape(
                operation: "crossEntropy", operands: "logits \(logits), target \(labels)",
                expected: "target [\(logits.first ?? 0)] or \(logits)", found: "\(labels)")
        }
        return try Self.make("crossEntropy") { out in
            withHandle { logits in
                target.withHandle { target in
                    classWeights.withHandle { ct_cross_entropy(logits, target, $0, labelSmoothing, out) }
                }
            }
        }
    }
}
