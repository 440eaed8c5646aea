import CSoukTorch

/// Fused steps that write into parameters; `SoukNeural` wraps them as optimisers.
public enum Optimisation {
    /// One AdamW step (Loshchilov and Hutter 2019). `steps` are float32 scalars, counted up by the call.
    public static func adamW(
        _ parameters: [Tensor], gradients: [Tensor], firstMoments: [Tensor], secondMoments: [Tensor],
        steps: [Tensor], rate: Double, beta1: Double, beta2: Double, weightDecay: Double, epsilon: Double
    ) throws(TensorError) {
        try checkCounts("adamW", [parameters, gradients, firstMoments, secondMoments, steps])
        for step in steps { try step.assign(step + 1) }
        let status = parameters.withHandles { parameters in
            gradients.withHandles { gradients in
                firstMoments.withHandles { first in
                    secondMoments.withHandles { second in
                        steps.withHandles {
                            ct_adamw_(
                                parameters, gradients, first, second, $0, Int32(steps.count), rate, beta1,
                                beta2,
                                weightDecay, epsilon)
                        }
                    }
                }
            }
        }
        try Tensor.check("adamW", status)
    }

    /// One step of stochastic gradient descent with (Nesterov) momentum, as PyTorch defines it;
    /// `momenta` are zeros at first.
    public static func sgd(
        _ parameters: [Tensor], gradients: [Tensor], momenta: [Tensor], rate: Double, momentum: Double,
        weightDecay: Double, nesterov: Bool
    ) throws(TensorError) {
        try checkCounts("sgd", [parameters, gradients, momenta])
        let status = parameters.withHandles { parameters in
            gradients.withHandles { gradients in
                momenta.withHandles {
                    ct_sgd_(
                        parameters, gradients, $0, Int32(momenta.count), rate, momentum, weightDecay, nesterov
                    )
                }
            }
        }
        try Tensor.check("sgd", status)
    }

    /// Scales gradients so that their joint 2-norm is at most `limit`; returns the norm before.
    @discardableResult
    public static func clipNorm(_ gradients: [Tensor], limit: Double) throws(TensorError) -> Double {
        guard !gradients.isEmpty else { return 0 }
        var norm = 0.0
        let status = gradients.withHandles { ct_clip_norm_($0, Int32(gradients.count), limit, &norm) }
        try Tensor.check("clipNorm", status)
        return norm
    }

    /// `targets += weight * (sources - targets)`, in place.
    public static func interpolate(
        _ targets: [Tensor], towards sources: [Tensor], weight: Double
    ) throws(TensorError) {
        try checkCounts("interpolate", [targets, sources])
        let status = targets.withHandles { targets in
            sources.withHandles { ct_lerp_(targets, $0, Int32(sources.count), weight) }
        }
        try Tensor.check("interpolate", status)
    }

    private static func checkCounts(_ operation: String, _ lists: [[Tensor]]) throws(TensorError) {
        let counts = lists.map(\.count)
        guard counts.allSatisfy({ $0 == counts.first }) else {
            throw .shape(
                operation: operation, operands: "\(counts.count) lists of tensors",
                expected: "lists of one length",
                found: "\(counts)")
        }
    }
}
