import Synchronization

/// Which of several servers failed a moment ago: who may do without one does not wait for it again so soon.
final class RecentFailures: Sendable {
    private let since = Mutex<[Int: ContinuousClock.Instant]>([:])

    func note(_ number: Int) { since.withLock { $0[number] = .now } }

    /// The numbers of those that failed within some time, ascending.
    func numbers(within time: Duration) -> [Int] {
        let oldest = ContinuousClock.now - time
        return since.withLock { since in
            since = since.filter { $0.value > oldest }
            return since.keys.sorted()
        }
    }
}
