import Foundation

/// Divides logits by one number, chosen on validation, so that probabilities mean what they say
/// (Guo et al., "On Calibration of Modern Neural Networks", 2017). The order of classes stays.
public struct TemperatureScaling: Sendable, Codable, Equatable {
    /// Above 1 for an overconfident model, below 1 for a timid one.
    public let temperature: Double

    /// No change.
    public static let none = TemperatureScaling(temperature: 1)

    /// Where `fit` looks: a model that is always right would else be scaled without end.
    public static let range = 0.05...20.0

    public init(temperature: Double) { self.temperature = temperature }

    /// Minimises the log-loss by golden-section search over the logarithm of the temperature; the
    /// loss is convex in `1 / temperature`, so it has one valley.
    ///
    /// - Parameters:
    ///   - logits: `[examples, classes]`
    ///   - labels: `[examples]`
    /// - Throws: `EvaluationError.examples` for an empty set, NaN, unequal lengths, bad labels.
    public static func fit(logits: [[Float]], labels: [Int]) throws(EvaluationError) -> TemperatureScaling {
        try Predictions.checkShape(logits, labels: labels, classes: logits.first?.count ?? 0, of: "logits")
        let ratio = (5.0.squareRoot() - 1) / 2
        func loss(_ logarithm: Double) -> Double {
            meanLoss(logits, labels: labels, temperature: exp(logarithm))
        }
        var low = log(range.lowerBound)
        var high = log(range.upperBound)
        var left = high - ratio * (high - low)
        var right = low + ratio * (high - low)
        var leftLoss = loss(left)
        var rightLoss = loss(right)
        while high - low > 1e-5 {
            if leftLoss < rightLoss {
                (high, right, rightLoss) = (right, left, leftLoss)
                left = high - ratio * (high - low)
                leftLoss = loss(left)
            } else {
                (low, left, leftLoss) = (left, right, rightLoss)
                right = low + ratio * (high - low)
                rightLoss = loss(right)
            }
        }
        return TemperatureScaling(temperature: exp((low + high) / 2))
    }

    /// Calibrated probabilities, `[examples, classes]`.
    public func apply(logits: [[Float]]) -> [[Float]] { logits.map(apply) }

    /// Calibrated probabilities of one example, `[classes]`.
    public func apply(logits: [Float]) -> [Float] {
        guard let largest = logits.max() else { return [] }
        let powers = logits.map { exp((Double($0) - Double(largest)) / temperature) }
        let sum = powers.reduce(0, +)
        return powers.map { Float($0 / sum) }
    }

    private static func meanLoss(_ logits: [[Float]], labels: [Int], temperature: Double) -> Double {
        var total = 0.0
        for (row, label) in zip(logits, labels) {
            let largest = row.max() ?? 0
            let sum = row.reduce(0.0) { $0 + exp((Double($1) - Double(largest)) / temperature) }
            total += log(sum) - (Double(row[label]) - Double(largest)) / temperature
        }
        return total / Double(labels.count)
    }
}
