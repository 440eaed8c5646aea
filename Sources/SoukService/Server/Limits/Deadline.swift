import SoukCatalog
import Synchronization

enum Deadline {
    /// Work that is answered for by then: its task is cancelled, and who waits is told at once, even where the work
    /// cannot be stopped and goes on for a while. What it did not write by then is not written any more; where
    /// something was written, its answer is waited for some more.
    ///
    /// - Parameter grace: how much more.
    /// - Throws: `Problem.deadline`, or what the work throws.
    static func race<Value: Sendable>(
        until deadline: ContinuousClock.Instant, grace: Duration = .seconds(10),
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let end = End<Value>()
        let ticket = CommitTicket()
        let task = Task {
            await CommitTicket.$current.withValue(ticket) {
                do { end.settle(.success(try await work())) } catch { end.settle(.failure(error)) }
            }
        }
        let alarm = Task {
            try await Task.sleep(until: deadline)
            let isUndone = ticket.abandon()
            task.cancel()
            if !isUndone { try await Task.sleep(for: grace) }
            end.settle(.failure(Problem.deadline))
        }
        defer { alarm.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { end.wait($0) }
        } onCancel: {
            task.cancel()
        }
    }

    /// Whichever comes first, kept until someone waits for it.
    private final class End<Value: Sendable>: Sendable {
        private enum State {
            case open
            case awaited(CheckedContinuation<Value, any Error>)
            case settled(Result<Value, any Error>)
            case over
        }

        private let state = Mutex(State.open)

        func settle(_ result: Result<Value, any Error>) {
            let waiter = state.withLock { state -> CheckedContinuation<Value, any Error>? in
                switch state {
                case .open: state = .settled(result)
                case .awaited(let waiter):
                    state = .over
                    return waiter
                case .settled, .over: break
                }
                return nil
            }
            waiter?.resume(with: result)
        }

        func wait(_ waiter: CheckedContinuation<Value, any Error>) {
            let result = state.withLock { state -> Result<Value, any Error>? in
                guard case .settled(let result) = state else {
                    state = .awaited(waiter)
                    return nil
                }
                state = .over
                return result
            }
            if let result { waiter.resume(with: result) }
        }
    }
}
