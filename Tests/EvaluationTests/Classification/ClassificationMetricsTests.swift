import Foundation
import Testing

@testable import SoukEvaluation

/// A case of `Scripts/fixtures/metrics.py`.
struct MetricsCase: Decodable, CustomTestStringConvertible {
    var name: String
    var logits: [[Float]]
    var labels: [Int]
    var accuracy, top3_accuracy, log_loss, macro_f1, calibration_error, temperature: Double
    var per_class: [[Double]]
    var confusion: [[Int]]

    var testDescription: String { name }
    var classes: [String] { confusion.indices.map { "class \($0)" } }

    static let all: [MetricsCase] = {
        guard
            let url = Bundle.module.url(
                forResource: "metrics", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([MetricsCase].self, from: data)) ?? []
    }()

    func predictions() throws -> Predictions {
        try Predictions(
            probabilities: TemperatureScaling.none.apply(logits: logits), labels: labels, classes: classes)
    }
}

@Suite struct ClassificationMetricsTests {
    @Test func fixtureIsThere() { #expect(MetricsCase.all.count == 6) }

    @Test(arguments: MetricsCase.all)
    func agreesWithTheReference(_ reference: MetricsCase) throws {
        let metrics = ClassificationMetrics(try reference.predictions())
        #expect(metrics.count == reference.labels.count)
        #expect(abs(metrics.accuracy - reference.accuracy) < 1e-12)
        #expect(abs(metrics.top3Accuracy - reference.top3_accuracy) < 1e-12)
        #expect(abs(metrics.logLoss - reference.log_loss) < 1e-5)
        #expect(abs(metrics.macroF1 - reference.macro_f1) < 1e-12)
        #expect(abs(metrics.calibrationError - reference.calibration_error) < 1e-6)
        #expect(metrics.confusion.counts == reference.confusion)
        for (found, expected) in zip(metrics.perClass, reference.per_class) {
            #expect(Double(found.support) == expected[0])
            #expect(abs(found.precision - expected[1]) < 1e-12)
            #expect(abs(found.recall - expected[2]) < 1e-12)
            #expect(abs(found.f1 - expected[3]) < 1e-12)
        }
    }

    @Test func certainMistakeCostsAFiniteAmount() throws {
        let metrics = try ClassificationMetrics(probabilities: [[1, 0]], labels: [1], classes: ["a", "b"])
        #expect(abs(metrics.logLoss - 34.539) < 0.001)
        #expect(metrics.calibrationError == 1)
    }

    @Test func reliabilityBinsHoldEveryExampleAndAddUpToTheError() throws {
        let predictions = try MetricsCase.all[0].predictions()
        let metrics = ClassificationMetrics(predictions)
        #expect(metrics.reliability.bins.reduce(0) { $0 + $1.count } == predictions.count)
        let error = metrics.reliability.bins.reduce(0) {
            $0 + Double($1.count) * abs($1.accuracy - $1.confidence)
        }
        #expect(abs(error / Double(predictions.count) - metrics.calibrationError) < 1e-12)
        for bin in metrics.reliability.bins {
            #expect(bin.lower < bin.confidence && bin.confidence <= bin.upper + 1e-9)
        }
    }

    @Test(arguments: [(1.0, 14), (0.0, 0), (1.0 / 15, 0), (0.0667, 1), (0.5, 7), (1.0001, 14)])
    func confidenceFallsIntoItsBin(_ confidence: Double, _ bin: Int) {
        #expect(ReliabilityCurve.bin(of: confidence) == bin)
    }

    @Test func sharesOfALabelWithoutExamplesAreZeros() {
        let matrix = ConfusionMatrix(classes: ["a", "b"], counts: [[3, 1], [0, 0]])
        #expect(matrix.shares(ofLabel: 0) == [0.75, 0.25])
        #expect(matrix.shares(ofLabel: 1) == [0, 0])
    }
}

@Suite struct PredictionsTests {
    struct Bad: CustomTestStringConvertible, Sendable {
        var name: String
        var rows: [[Float]]
        var labels: [Int]
        var classes = ["a", "b"]
        var says: String
        var testDescription: String { name }
    }

    @Test(arguments: [
        Bad(name: "empty", rows: [], labels: [], says: "nothing to evaluate"),
        Bad(name: "one class", rows: [[1]], labels: [0], classes: ["a"], says: "at least 2 classes"),
        Bad(
            name: "NaN", rows: [[0.5, 0.5], [.nan, 1]], labels: [0, 1],
            says: "Row 1 of probabilities holds NaN"),
        Bad(name: "infinity", rows: [[.infinity, 0]], labels: [0], says: "infinity"),
        Bad(name: "logits", rows: [[3, -1]], labels: [0], says: "softmax"),
        Bad(name: "negative", rows: [[1.2, -0.2]], labels: [0], says: "no distribution"),
        Bad(name: "ragged", rows: [[0.5, 0.5], [1]], labels: [0, 0], says: "expected 2 values, found 1"),
        Bad(name: "labels missing", rows: [[0.5, 0.5]], labels: [], says: "found 0 and 1"),
        Bad(name: "label too large", rows: [[0.5, 0.5]], labels: [2], says: "expected 0 to 1, found 2"),
        Bad(name: "label negative", rows: [[0.5, 0.5]], labels: [-1], says: "found -1"),
    ])
    func badInputIsNamed(_ bad: Bad) throws {
        let error = #expect(throws: EvaluationError.self) {
            _ = try Predictions(probabilities: bad.rows, labels: bad.labels, classes: bad.classes)
        }
        #expect(error?.description.contains(bad.says) == true)
    }

    @Test func photosOfAListingAreAveraged() throws {
        let photos = try Predictions(
            probabilities: [[0.9, 0.1], [0.3, 0.7], [0.2, 0.8]], labels: [0, 1, 0], classes: ["a", "b"])
        let listings = try photos.averaged(by: ["x", "y", "x"])
        #expect(listings.labels == [0, 1])
        #expect(listings.predicted == [0, 1])
        #expect(abs(listings.probabilities[0][0] - 0.55) < 1e-6)
        #expect(throws: EvaluationError.self) { try photos.averaged(by: ["x", "x", "x"]) }
        #expect(throws: EvaluationError.self) { try photos.averaged(by: ["x"]) }
    }
}
