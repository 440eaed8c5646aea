import Foundation

/// Hits once, after a number of calls.
final class Countdown: @unchecked Sendable {
    private let lock = NSLock()
    private var left: Int

    init(_ count: Int) { left = count }

    func hit() -> Bool {
        lock.withLock {
            left -= 1
            return left == 0
        }
    }
}
