/// How long something took, time after time.
struct Timings {
    private var seconds: [Double] = []

    mutating func measure<Value>(_ body: () throws -> Value) rethrows -> Value {
        let start = ContinuousClock.now
        let value = try body()
        seconds.append((ContinuousClock.now - start) / .seconds(1))
        return value
    }

    /// In milliseconds; the nearest rank.
    func percentile(_ share: Double) -> Double {
        let sorted = seconds.sorted()
        guard !sorted.isEmpty else { return 0 }
        let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
        return sorted[min(max(rank, 0), sorted.count - 1)] * 1_000
    }
}
