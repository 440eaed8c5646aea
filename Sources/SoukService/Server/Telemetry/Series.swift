import CoreMetrics
import Synchronization

/// One line of figures over time.
final class Series: CounterHandler, MeterHandler, RecorderHandler, TimerHandler, Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    /// Upper ends of the histogram's buckets, in seconds.
    static let buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20]

    struct Values: Sendable {
        var count = 0.0
        var sum = 0.0
        /// How many fell into each bucket, the last one being what is above all ends.
        var buckets: [Int]
    }

    let kind: Kind
    private let state: Mutex<Values>

    init(_ kind: Kind) {
        self.kind = kind
        state = Mutex(
            Values(buckets: kind == .histogram ? Array(repeating: 0, count: Self.buckets.count + 1) : []))
    }

    var values: Values { state.withLock { $0 } }

    func increment(by amount: Int64) { state.withLock { $0.sum += Double(amount) } }
    func increment(by amount: Double) { state.withLock { $0.sum += amount } }
    func decrement(by amount: Double) { state.withLock { $0.sum -= amount } }
    func reset() { state.withLock { $0.sum = 0 } }
    func set(_ value: Int64) { state.withLock { $0.sum = Double(value) } }
    func set(_ value: Double) { state.withLock { $0.sum = value } }
    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Double) {
        guard kind == .histogram else { return set(value) }
        let bucket = Self.buckets.firstIndex { value <= $0 } ?? Self.buckets.count
        state.withLock { values in
            values.count += 1
            values.sum += value
            values.buckets[bucket] += 1
        }
    }
}
