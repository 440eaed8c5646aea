import SoukCatalog

/// One figure for each query, and what is known of its mean.
public struct QueryFigures: Sendable, Equatable {
    /// In the order of the queries, the same for all systems that are to be compared.
    public let values: [Double]

    public init(_ values: [Double]) { self.values = values }

    /// 0 without queries.
    public var mean: Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }

    /// The mean and its 95 % percentile interval, queries being resampled (Efron and Tibshirani, "An
    /// Introduction to the Bootstrap", 1993).
    public func estimate(resamples: Int = 1_000, seed: UInt64 = 42) -> Estimate {
        guard values.count > 1, resamples > 0 else {
            return Estimate(mean: mean, lower: mean, upper: mean)
        }
        var generator = SplitMix64(seed: seed)
        let means = (0..<resamples).map { _ in resampledMean(&generator) }.sorted()
        return Estimate(
            mean: mean, lower: Self.quantile(0.025, of: means), upper: Self.quantile(0.975, of: means))
    }

    /// This less the other, query by query.
    ///
    /// - Throws: `EvaluationError.examples` when they have not the same number of queries.
    public func difference(to other: QueryFigures) throws(EvaluationError) -> QueryFigures {
        guard values.count == other.values.count else {
            throw .examples(
                reason: "Two systems with \(values.count) and \(other.values.count) queries cannot be "
                    + "compared in pairs",
                remedy: "Judge both on the same queries.")
        }
        return QueryFigures(zip(values, other.values).map { $0 - $1 })
    }

    private func resampledMean(_ generator: inout SplitMix64) -> Double {
        var sum = 0.0
        for _ in values { sum += values[Int.random(in: 0..<values.count, using: &generator)] }
        return sum / Double(values.count)
    }

    /// Linear interpolation between the neighbours.
    private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        let position = share * Double(sorted.count - 1)
        let below = Int(position)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
    }
}

/// A mean over queries, and between what it lies in 95 of 100 draws of queries.
public struct Estimate: Sendable, Codable, Equatable {
    public var mean: Double
    public var lower: Double
    public var upper: Double

    public init(mean: Double, lower: Double, upper: Double) {
        (self.mean, self.lower, self.upper) = (mean, lower, upper)
    }

    /// Whether 0 lies outside, and below.
    public var isAboveZero: Bool { lower > 0 }
    /// Whether 0 lies outside, and above.
    public var isBelowZero: Bool { upper < 0 }
}
