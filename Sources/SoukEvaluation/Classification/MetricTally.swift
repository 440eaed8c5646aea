import Foundation

/// What one example adds to the figures.
struct Outcome {
    var label: Int
    var predicted: Int
    /// The label is among the three most probable classes.
    var inTop3: Bool
    /// `-ln p(label)`.
    var loss: Double
    var confidence: Double

    var isCorrect: Bool { label == predicted }

    init(_ predictions: Predictions, example: Int) {
        let row = predictions.probabilities[example]
        label = predictions.labels[example]
        predicted = predictions.predicted[example]
        let own = row[label]
        var better = 0
        for (index, value) in row.enumerated() where value > own || (value == own && index < label) {
            better += 1
        }
        inTop3 = better < 3
        loss = ClassificationMetrics.loss(ofProbability: Double(own))
        confidence = Double(row[predicted])
    }
}

/// Weighted sums from which all figures follow: weights 1 for the figures, counts of a resample
/// for their intervals.
struct MetricTally {
    private(set) var weight = 0.0
    private var correct = 0.0
    private var inTop3 = 0.0
    private var loss = 0.0
    private(set) var hits: [Double]
    private(set) var support: [Double]
    private(set) var predicted: [Double]
    private(set) var bins: [BinTally]

    struct BinTally {
        var weight = 0.0
        var confidence = 0.0
        var correct = 0.0
    }

    init(classes: Int) {
        hits = .init(repeating: 0, count: classes)
        support = hits
        predicted = hits
        bins = .init(repeating: BinTally(), count: ReliabilityCurve.binCount)
    }

    mutating func add(_ outcome: Outcome, weight added: Double = 1) {
        weight += added
        support[outcome.label] += added
        predicted[outcome.predicted] += added
        loss += added * outcome.loss
        if outcome.inTop3 { inTop3 += added }
        let bin = ReliabilityCurve.bin(of: outcome.confidence)
        bins[bin].weight += added
        bins[bin].confidence += added * outcome.confidence
        if outcome.isCorrect {
            correct += added
            hits[outcome.label] += added
            bins[bin].correct += added
        }
    }

    var accuracy: Double { correct / weight }
    var top3Accuracy: Double { inTop3 / weight }
    var logLoss: Double { loss / weight }

    func precision(_ index: Int) -> Double { predicted[index] > 0 ? hits[index] / predicted[index] : 0 }
    func recall(_ index: Int) -> Double { support[index] > 0 ? hits[index] / support[index] : 0 }
    func f1(_ index: Int) -> Double {
        let sum = support[index] + predicted[index]
        return sum > 0 ? 2 * hits[index] / sum : 0
    }

    var macroF1: Double {
        let present = support.indices.filter { support[$0] + predicted[$0] > 0 }
        return present.reduce(0) { $0 + f1($1) } / Double(present.count)
    }

    var calibrationError: Double {
        bins.reduce(0) { $0 + abs($1.confidence - $1.correct) } / weight
    }
}
