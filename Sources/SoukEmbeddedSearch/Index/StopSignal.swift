import SoukSearch
import Synchronization

/// Tells work on a thread of its own that nobody waits for it any more.
final class StopSignal: Sendable {
    private let deadline: ContinuousClock.Instant?
    private let cancelled = Atomic(false)

    init(deadline: ContinuousClock.Instant? = nil) { self.deadline = deadline }

    func cancel() { cancelled.store(true, ordering: .relaxed) }

    /// Called between the stages of the work.
    ///
    /// - Throws: `CancellationError`, `RetrievalError.deadline`.
    func check() throws {
        if cancelled.load(ordering: .relaxed) { throw CancellationError() }
        if let deadline, ContinuousClock.now >= deadline { throw RetrievalError.deadline }
    }
}
