import Foundation

/// In how many titles each term occurs, for knowing which terms of a query say most.
public struct TermStatistics: Sendable {
    private var frequencies: [String: Int] = [:]
    public private(set) var count = 0
    private var length = 0

    public init() {}

    public init(_ titles: some Sequence<[Term]>) {
        for title in titles { add(title) }
    }

    public mutating func add(_ terms: [Term]) {
        count += 1
        length += terms.count
        for text in Set(terms.map(\.text)) { frequencies[text, default: 0] += 1 }
    }

    /// Terms of a title, on average.
    public var meanLength: Double { count > 0 ? max(1, Double(length) / Double(count)) : 1 }

    /// `ln(1 + N / (1 + n))`, Robertson and Spärck Jones's inverse document frequency, smoothed so that it is
    /// positive also for a term that every title holds.
    public func weight(_ term: String) -> Double {
        log(1 + Double(max(count, 1)) / Double(1 + (frequencies[term] ?? 0)))
    }
}
