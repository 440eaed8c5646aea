import Foundation

/// What one reaches without looking at an example: the least that a classifier has to beat.
public struct Baseline: Sendable, Codable, Equatable {
    public var name: String
    /// Expected accuracy on the evaluated labels.
    public var accuracy: Double
    /// Log-loss in nats on the evaluated labels.
    public var logLoss: Double

    enum CodingKeys: String, CodingKey {
        case name, accuracy
        case logLoss = "log_loss"
    }

    public init(name: String, accuracy: Double, logLoss: Double) {
        self.name = name
        self.accuracy = accuracy
        self.logLoss = logLoss
    }

    /// Always the most frequent class of training, guesses drawn from the frequencies of training,
    /// and uniform guesses. The first two state the frequencies of training as their probabilities
    /// (each class counted once more, so that a class absent from training costs no infinity).
    ///
    /// - Throws: `EvaluationError.examples` for no labels or labels out of range.
    public static func all(
        training: [Int], evaluated: [Int], classes: Int
    ) throws(EvaluationError) -> [Baseline] {
        let seen = try frequencies(training, classes: classes, of: "training")
        let found = try frequencies(evaluated, classes: classes, of: "evaluated")
        let majority = seen.indices.reduce(0) { seen[$1] > seen[$0] ? $1 : $0 }
        let total = Double(training.count)
        let priorLoss = zip(seen, found).reduce(0.0) { sum, pair in
            let prior = (pair.0 * total + 1) / (total + Double(classes))
            return sum - pair.1 * log(prior)
        }
        return [
            Baseline(name: "majority class", accuracy: found[majority], logLoss: priorLoss),
            Baseline(
                name: "stratified random", accuracy: zip(seen, found).reduce(0) { $0 + $1.0 * $1.1 },
                logLoss: priorLoss),
            Baseline(name: "uniform random", accuracy: 1 / Double(classes), logLoss: log(Double(classes))),
        ]
    }

    private static func frequencies(
        _ labels: [Int], classes: Int, of what: String
    ) throws(EvaluationError) -> [Double] {
        guard !labels.isEmpty, labels.allSatisfy((0..<max(classes, 0)).contains) else {
            throw .examples(
                reason: "Expected \(what) labels from 0 to \(classes - 1), found "
                    + (labels.isEmpty ? "none" : "\(labels.min() ?? 0) to \(labels.max() ?? 0)"),
                remedy: "Pass the labels of the same classes.")
        }
        var counts = [Double](repeating: 0, count: classes)
        for label in labels { counts[label] += 1 }
        return counts.map { $0 / Double(labels.count) }
    }
}
