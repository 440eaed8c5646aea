import Synchronization

/// Shards that let a search wait in vain: searches that may do without them do not wait for them again, for as long as
/// one wait takes.
final class StalledShards: Sendable {
    private let since = Mutex<[Int: ContinuousClock.Instant]>([:])

    func note(_ number: Int) { since.withLock { $0[number] = .now } }

    /// Those that stalled within some time.
    func numbers(within time: Duration) -> [Int] {
        let oldest = ContinuousClock.now - time
        return since.withLock { since in
            since = since.filter { $0.value > oldest }
            return since.keys.sorted()
        }
    }
}
