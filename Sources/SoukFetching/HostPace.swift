import Synchronization

/// How often a host is asked, and whether it is at all.
final class HostPace: Sendable {
    private struct State {
        var next = ContinuousClock.now
        var pausedUntil = ContinuousClock.now
        var failures = 0
        var closed: String?
    }

    private let interval: Duration
    private let failuresInARow: Int
    private let state = Mutex(State())

    init(_ policy: FetchPolicy) {
        interval = .seconds(1 / max(policy.rate, 0.001))
        failuresInARow = policy.failuresInARow
    }

    /// Waits until the host may be asked again.
    ///
    /// - Throws: `transient` where it is asked no more in this run; `CancellationError`.
    func turn() async throws {
        while true {
            let time = try state.withLock { (state) throws(FetchFailure) in
                if let closed = state.closed { throw .transient(closed) }
                let time = max(state.next, state.pausedUntil, .now)
                state.next = time + interval
                return time
            }
            try await Task.sleep(until: time, tolerance: .zero, clock: .continuous)
            // Where a pause came meanwhile, the line forms anew behind it.
            if state.withLock({ $0.pausedUntil <= time && $0.closed == nil }) { return }
        }
    }

    /// Nobody asks for so many seconds.
    func pause(seconds: Double) {
        state.withLock { $0.pausedUntil = max($0.pausedUntil, .now + .seconds(seconds)) }
    }

    /// Nobody asks any more.
    func close(_ reason: String) { state.withLock { $0.closed = $0.closed ?? reason } }

    func answered() { state.withLock { $0.failures = 0 } }

    func failed(_ host: String) {
        state.withLock { state in
            state.failures += 1
            if state.failures >= failuresInARow {
                state.closed =
                    "the host \(host) failed \(failuresInARow) times in a row and was asked no more"
            }
        }
    }
}
