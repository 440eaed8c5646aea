import SoukCatalog

/// 95 % percentile intervals of the figures (Efron and Tibshirani, "An Introduction to the
/// Bootstrap", 1993), by resampling whole groups: photos of one listing are no independent witnesses.
public struct BootstrapIntervals: Sendable, Codable, Equatable {
    public let accuracy: Interval
    public let top3Accuracy: Interval
    public let logLoss: Interval
    public let macroF1: Interval
    public let calibrationError: Interval
    public let resamples: Int
    /// Number of groups that were resampled.
    public let groups: Int

    public struct Interval: Sendable, Codable, Equatable {
        public var lower: Double
        public var upper: Double

        public init(lower: Double, upper: Double) {
            self.lower = lower
            self.upper = upper
        }
    }

    enum CodingKeys: String, CodingKey {
        case accuracy, resamples, groups
        case top3Accuracy = "top3_accuracy"
        case logLoss = "log_loss"
        case macroF1 = "macro_f1"
        case calibrationError = "calibration_error"
    }

    /// - Parameter groups: `[examples]`, the listing of each example; nil resamples the examples.
    /// - Throws: `EvaluationError.examples` when the number of group names is wrong.
    public init(
        _ predictions: Predictions, groups: [String]? = nil, resamples: Int = 1_000, seed: UInt64 = 42
    ) throws(EvaluationError) {
        guard resamples > 0 else {
            throw .examples(
                reason: "Expected at least 1 resample, found \(resamples)", remedy: "1000 is usual.")
        }
        let members = try groups.map { names throws(EvaluationError) in
            try Groups(names, count: predictions.count).examples
        }
        let units = members ?? (0..<predictions.count).map { [$0] }
        let outcomes = (0..<predictions.count).map { Outcome(predictions, example: $0) }
        var generator = SplitMix64(seed: seed)
        var tallies: [MetricTally] = []
        for _ in 0..<resamples {
            var draws = [Int](repeating: 0, count: units.count)
            for _ in units { draws[Int.random(in: 0..<units.count, using: &generator)] += 1 }
            var tally = MetricTally(classes: predictions.classes.count)
            for (unit, drawn) in zip(units, draws) where drawn > 0 {
                for example in unit { tally.add(outcomes[example], weight: Double(drawn)) }
            }
            tallies.append(tally)
        }
        accuracy = Self.interval(tallies.map(\.accuracy))
        top3Accuracy = Self.interval(tallies.map(\.top3Accuracy))
        logLoss = Self.interval(tallies.map(\.logLoss))
        macroF1 = Self.interval(tallies.map(\.macroF1))
        calibrationError = Self.interval(tallies.map(\.calibrationError))
        self.resamples = resamples
        self.groups = units.count
    }

    private static func interval(_ values: [Double]) -> Interval {
        let sorted = values.sorted()
        return Interval(lower: quantile(0.025, of: sorted), upper: quantile(0.975, of: sorted))
    }

    /// Linear interpolation between the neighbours.
    private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        let position = share * Double(sorted.count - 1)
        let below = Int(position)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
    }
}
