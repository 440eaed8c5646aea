import Foundation

/// Finds prices far from what their category asks, by robust statistics of their logarithms.
///
/// The modified z-score of Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993): the distance from
/// the category's median in units of the scaled median absolute deviation.
public struct PriceOutliers: Sendable {
    /// A category with fewer prices than this judges nobody.
    public static let smallestCategory = 20
    /// The modified z-score beyond which a price is an outlier; prices have heavier tails than the usual 3.5 expects.
    public static let limit = 4.5
    /// The smallest deviation that is assumed, in natural logarithms: half as much again is no outlier.
    private static let smallestDeviation = 0.4

    private struct Key: Hashable, Sendable {
        var category: String
        var currency: String?
    }
    private struct Spread: Sendable {
        var median: Double
        var deviation: Double
    }
    private let spreads: [Key: Spread]

    /// Learns each category's spread from its prices; free things and jokes do not count.
    public init(_ prices: some Sequence<(category: String, price: Price)>) {
        var logarithms: [Key: [Double]] = [:]
        for (category, price) in prices where price.amount > 0 && price.doubt != .joke {
            logarithms[Key(category: category, currency: price.currency), default: []].append(
                log(Double(price.amount)))
        }
        spreads = logarithms.compactMapValues { values in
            guard values.count >= Self.smallestCategory else { return nil }
            let median = Self.median(values)
            let deviation = Self.median(values.map { abs($0 - median) }) * 1.4826
            return Spread(median: median, deviation: max(deviation, Self.smallestDeviation))
        }
    }

    public func isOutlier(_ price: Price, category: String) -> Bool {
        guard price.amount > 0, let spread = spreads[Key(category: category, currency: price.currency)] else {
            return false
        }
        return abs(log(Double(price.amount)) - spread.median) > Self.limit * spread.deviation
    }

    /// The price with its doubt set when it is an outlier; jokes stay jokes.
    public func flag(_ price: Price, category: String) -> Price {
        guard price.doubt == nil, isOutlier(price, category: category) else { return price }
        var flagged = price
        flagged.doubt = .outlier
        return flagged
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
