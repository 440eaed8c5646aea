import Foundation

/// How long something took, time after time.
struct Timings {
    private var seconds: [Double] = []
    /// Of the processor, over all threads.
    private var processor: [Double] = []

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
        processor.append(Self.processorSeconds() - busy)
        seconds.append((ContinuousClock.now - start) / .seconds(1))
    }

    /// In milliseconds; the nearest rank.
    func percentile(_ share: Double) -> Double { Self.percentile(share, of: seconds) * 1_000 }

    /// In milliseconds of the processor: what a busy machine does not change.
    func processorPercentile(_ share: Double) -> Double { Self.percentile(share, of: processor) * 1_000 }

    /// The nearest rank; 0 of nothing.
    static func percentile(_ share: Double, of values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return sorted[min(max(rank, 0), sorted.count - 1)]
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
