import Foundation

/// How long something took, time after time, in milliseconds.
struct Timings {
    private(set) var wall: [Double] = []
    /// Of the processor, over all threads: what a busy machine changes least.
    private(set) var processor: [Double] = []

    mutating func append(wall: Double, processor: Double) {
        self.wall.append(wall)
        self.processor.append(processor)
    }

    mutating func measure<Value>(_ body: () throws -> Value) rethrows -> Value {
        let (start, busy) = (ContinuousClock.now, Self.processorSeconds())
        let value = try body()
        note(start, busy)
        return value
    }

    mutating func measure<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        let (start, busy) = (ContinuousClock.now, Self.processorSeconds())
        let value = try await body()
        note(start, busy)
        return value
    }

    private mutating func note(_ start: ContinuousClock.Instant, _ busy: Double) {
        let processor = Self.processorSeconds() - busy
        append(wall: (ContinuousClock.now - start) / .milliseconds(1), processor: processor * 1_000)
    }

    /// The medians of the wall's and the processor's time, and their 99th percentiles.
    var summary: [Double] {
        [
            Self.percentile(0.5, of: wall), Self.percentile(0.99, of: wall),
            Self.percentile(0.5, of: processor), Self.percentile(0.99, of: processor),
        ]
    }

    static let summaryColumns = ["p50 ms", "p99 ms", "cpu p50 ms", "cpu p99 ms"]

    /// The nearest rank; 0 of nothing.
    static func percentile(_ share: Double, of values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return sorted[min(max(rank, 0), sorted.count - 1)]
    }

    static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
