import SoukTensors

/// Parameters that are trained alike.
public struct ParameterGroup: Sendable {
    public let entries: [ParameterStore.Entry]
    /// Multiplies the schedule's rate (smaller for pretrained layers).
    public let rateScale: Double
    public let weightDecay: Double

    public init(_ entries: [ParameterStore.Entry], rateScale: Double = 1, weightDecay: Double = 0) {
        (self.entries, self.rateScale, self.weightDecay) = (entries, rateScale, weightDecay)
    }

    /// Splits parameters into decayed weights and undecayed vectors (biases, normalisation).
    public static func decayingMatrices(
        _ entries: [ParameterStore.Entry], rateScale: Double = 1, weightDecay: Double
    ) -> [ParameterGroup] {
        let matrices = entries.filter { $0.tensor.rank >= 2 }
        let vectors = entries.filter { $0.tensor.rank < 2 }
        return [
            ParameterGroup(matrices, rateScale: rateScale, weightDecay: weightDecay),
            ParameterGroup(vectors, rateScale: rateScale),
        ].filter { !$0.entries.isEmpty }
    }
}
