import Foundation

/// Finds prices that are far from what their category asks.
///
/// Robust z-scores of the logarithm: distance from the median over the scaled median absolute
/// deviation (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993).
public struct PriceOutliers: Sendable {
    private struct Scale: Sendable {
        var median: Double
        var deviation: Double
    }

    /// Categories with fewer prices than this are judged by all prices together.
    public static let fewest = 20
    /// Robust z-score beyond which a price is an outlier.
    public static let limit = 4.5

    private let scales: [String: Scale]
    private let overall: Scale?

    /// - Parameter amounts: prices in minor units of one currency, by category; prices of zero and
    ///   jokes should be left out or do little harm.
    public init(amounts: [String: [Int]]) {
        scales = amounts.compactMapValues(Self.scale)
        overall = Self.scale(amounts.values.flatMap { $0 })
    }

    /// Whether a price is an outlier in its category; prices of zero or less never are.
    public func isOutlier(_ amount: Int, category: String?) -> Bool {
        guard amount > 0, let scale = category.flatMap({ scales[$0] }) ?? overall else { return false }
        return abs(log(Double(amount)) - scale.median) > Self.limit * scale.deviation
    }

    private static func scale(_ amounts: [Int]) -> Scale? {
        let logs = amounts.filter { $0 > 0 }.map { log(Double($0)) }.sorted()
        guard logs.count >= fewest else { return nil }
        let median = middle(logs)
        let deviation = middle(logs.map { abs($0 - median) }.sorted()) * 1.4826
        // Where most prices are equal, a factor of a few is still nothing special.
        return Scale(median: median, deviation: max(deviation, 0.5))
    }

    private static func middle(_ sorted: [Double]) -> Double {
        let half = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    }
}
