import Foundation
import SoukCatalog

/// All that is known about how good a model is on one part of one split.
public struct EvaluationReport: Sendable, Codable {
    public var model: String
    /// SHA-256 of the weights, in hex.
    public var modelHash: String?
    /// How the examples were kept apart from training: `listing` or `photo`.
    public var split: String
    /// `test`, `validation`, …, or the name of another workspace.
    public var part: String
    /// Number of photos.
    public var count: Int
    public var accuracy: Double
    public var top3Accuracy: Double
    public var logLoss: Double
    public var macroF1: Double
    public var calibrationError: Double
    public var intervals: BootstrapIntervals
    /// The mean of the probabilities of all photos of a listing; nil without listings.
    public var perListing: Headline?
    public var baselines: [Baseline]
    /// A published result on the same data, to be beaten.
    public var reference: Baseline?
    public var temperature: Double
    public var threshold: AbstentionThreshold
    /// What the threshold does on these photos.
    public var sure: Sure
    public var perClass: [ClassMetrics]
    public var confusion: ConfusionMatrix
    public var reliability: ReliabilityCurve

    /// The five figures that matter.
    public struct Headline: Sendable, Codable, Equatable {
        public var count: Int
        public var accuracy: Double
        public var top3Accuracy: Double
        public var logLoss: Double
        public var macroF1: Double
        public var calibrationError: Double

        enum CodingKeys: String, CodingKey {
            case count, accuracy
            case top3Accuracy = "top3_accuracy"
            case logLoss = "log_loss"
            case macroF1 = "macro_f1"
            case calibrationError = "calibration_error"
        }
    }

    /// The predictions that the threshold accepts.
    public struct Sure: Sendable, Codable, Equatable {
        /// Share of the photos that are accepted.
        public var coverage: Double
        /// Share of the accepted that are right; nil when none is accepted.
        public var accuracy: Double?
    }

    enum CodingKeys: String, CodingKey {
        case model, split, part, count, accuracy, intervals, baselines, reference, temperature, threshold,
            sure
        case confusion, reliability
        case modelHash = "model_hash"
        case top3Accuracy = "top3_accuracy"
        case logLoss = "log_loss"
        case macroF1 = "macro_f1"
        case calibrationError = "calibration_error"
        case perListing = "listings"
        case perClass = "per_class"
    }

    /// What was evaluated and with what.
    public struct Subject: Sendable {
        public var model: String
        public var modelHash: String?
        public var split: String
        public var part: String
        public var reference: Baseline?

        public init(
            model: String, modelHash: String? = nil, split: String, part: String, reference: Baseline? = nil
        ) {
            self.model = model
            self.modelHash = modelHash
            self.split = split
            self.part = part
            self.reference = reference
        }
    }

    /// - Parameters:
    ///   - predictions: Calibrated probabilities.
    ///   - listings: `[examples]`, the listing of each photo; nil when photos stand alone.
    ///   - trainingLabels: Whose frequencies the baselines use.
    ///   - resamples: Of the bootstrap.
    /// - Throws: `EvaluationError.examples` when lengths differ or a listing has two labels.
    public init(
        _ subject: Subject, predictions: Predictions, listings: [String]?, trainingLabels: [Int],
        temperature: TemperatureScaling, threshold: AbstentionThreshold, resamples: Int = 1_000
    ) throws(EvaluationError) {
        let metrics = ClassificationMetrics(predictions)
        model = subject.model
        modelHash = subject.modelHash
        split = subject.split
        part = subject.part
        reference = subject.reference
        count = metrics.count
        accuracy = metrics.accuracy
        top3Accuracy = metrics.top3Accuracy
        logLoss = metrics.logLoss
        macroF1 = metrics.macroF1
        calibrationError = metrics.calibrationError
        intervals = try BootstrapIntervals(predictions, groups: listings, resamples: resamples)
        perListing = try listings.map { groups throws(EvaluationError) in
            Headline(ClassificationMetrics(try predictions.averaged(by: groups)))
        }
        baselines = try Baseline.all(
            training: trainingLabels, evaluated: predictions.labels, classes: predictions.classes.count)
        self.temperature = temperature.temperature
        self.threshold = threshold
        sure = Sure(predictions, threshold)
        perClass = metrics.perClass
        confusion = metrics.confusion
        reliability = metrics.reliability
    }

    /// Snake-case keys, sorted, never NaN.
    public func json() throws(EvaluationError) -> String {
        do {
            return String(decoding: try JSONEncoder.report.encode(self), as: UTF8.self)
        } catch {
            throw .examples(
                reason: "The report cannot be written as JSON: \(error)",
                remedy: "Check the reference result for values that are not finite.")
        }
    }
}

extension EvaluationReport.Headline {
    package init(_ metrics: ClassificationMetrics) {
        self.init(
            count: metrics.count, accuracy: metrics.accuracy, top3Accuracy: metrics.top3Accuracy,
            logLoss: metrics.logLoss, macroF1: metrics.macroF1, calibrationError: metrics.calibrationError)
    }
}

extension EvaluationReport.Sure {
    init(_ predictions: Predictions, _ threshold: AbstentionThreshold) {
        let accepted = (0..<predictions.count).filter {
            threshold.accepts(confidence: predictions.confidence($0))
        }
        let right = accepted.filter(predictions.isCorrect).count
        coverage = Double(accepted.count) / Double(predictions.count)
        accuracy = accepted.isEmpty ? nil : Double(right) / Double(accepted.count)
    }
}
