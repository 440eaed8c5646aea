import Foundation

/// How good a classifier's probabilities are on labelled examples.
public struct ClassificationMetrics: Sendable {
    public let count: Int
    /// Share of the examples whose most probable class is the label; the first one of equals counts.
    public let accuracy: Double
    /// Share of the examples whose label is among the three most probable classes.
    public let top3Accuracy: Double
    /// Mean of `-ln p(label)`, in nats; `p` is clamped to at least `smallestProbability`.
    public let logLoss: Double
    /// Mean F1 over the classes that occur in the labels or the predictions.
    public let macroF1: Double
    /// Expected calibration error over 15 equal-width bins of the confidence
    /// (Guo et al., "On Calibration of Modern Neural Networks", 2017).
    public let calibrationError: Double
    public let reliability: ReliabilityCurve
    public let perClass: [ClassMetrics]
    public let confusion: ConfusionMatrix

    /// Smaller probabilities count as this one in the log-loss, so that one certain mistake costs
    /// 34.5 nats and not infinitely many.
    public static let smallestProbability = 1e-15

    public init(_ predictions: Predictions) {
        var tally = MetricTally(classes: predictions.classes.count)
        for example in 0..<predictions.count { tally.add(Outcome(predictions, example: example)) }
        count = predictions.count
        accuracy = tally.accuracy
        top3Accuracy = tally.top3Accuracy
        logLoss = tally.logLoss
        macroF1 = tally.macroF1
        calibrationError = tally.calibrationError
        reliability = ReliabilityCurve(tally)
        perClass = predictions.classes.enumerated().map { index, name in
            ClassMetrics(
                name: name, support: Int(tally.support[index]), precision: tally.precision(index),
                recall: tally.recall(index), f1: tally.f1(index))
        }
        confusion = ConfusionMatrix(predictions)
    }

    /// - Parameters:
    ///   - probabilities: `[examples, classes]`
    ///   - labels: `[examples]`, indices into `classes`
    /// - Throws: `EvaluationError.examples`, see `Predictions`.
    public init(probabilities: [[Float]], labels: [Int], classes: [String]) throws(EvaluationError) {
        self.init(try Predictions(probabilities: probabilities, labels: labels, classes: classes))
    }

    static func loss(ofProbability probability: Double) -> Double {
        -log(min(1, max(probability, smallestProbability)))
    }
}

/// How one class fares; precision, recall and F1 are 0 where they have no denominator.
public struct ClassMetrics: Sendable, Codable, Equatable {
    public var name: String
    /// Number of examples with this label.
    public var support: Int
    public var precision: Double
    public var recall: Double
    public var f1: Double
}

/// Counts by label and prediction.
public struct ConfusionMatrix: Sendable, Codable, Equatable {
    public let classes: [String]
    /// `[label, predicted]`.
    public let counts: [[Int]]

    public init(classes: [String], counts: [[Int]]) {
        self.classes = classes
        self.counts = counts
    }

    init(_ predictions: Predictions) {
        let row = [Int](repeating: 0, count: predictions.classes.count)
        var counts = [[Int]](repeating: row, count: predictions.classes.count)
        for (label, predicted) in zip(predictions.labels, predictions.predicted) {
            counts[label][predicted] += 1
        }
        self.init(classes: predictions.classes, counts: counts)
    }

    /// Share of a label's examples that got each prediction; zeros for a label without examples.
    public func shares(ofLabel label: Int) -> [Double] {
        let total = counts[label].reduce(0, +)
        return counts[label].map { total > 0 ? Double($0) / Double(total) : 0 }
    }
}
