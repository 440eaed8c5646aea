import Foundation

/// The processor time that a piece of work takes on its thread: what other tests and programs do does not count.
package enum ProcessorTime {
    /// - Returns: seconds.
    package static func measure(_ work: () throws -> Void) rethrows -> Double {
        let start = now
        try work()
        return now - start
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
