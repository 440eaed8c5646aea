import Foundation

/// How fast work gets done: the recent past weighs most, so that a change of pace shows and
/// a single slow item does not.
struct RateMeter {
    /// Seconds after which an observation weighs a third of a new one.
    static let memory = 5.0

    /// Items per second; nil before time has passed.
    private(set) var rate: Double?
    private var last: (done: Int, time: Double)

    init(done: Int = 0, time: Double) { last = (done, time) }

    mutating func note(done: Int, time: Double) {
        let passed = time - last.time
        guard passed > 0 else { return }
        let current = max(Double(done) - Double(last.done), 0) / passed
        let weight = 1 - exp(-passed / Self.memory)
        rate = rate.map { $0 + weight * (current - $0) } ?? current
        last = (done, time)
    }
}
