package import Dispatch

extension DispatchQueue {
    /// Runs work that blocks on this queue, away from the threads that all tasks share.
    package func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let ticket = CommitTicket.current
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            self.async {
                let result = CommitTicket.$current.withValue(ticket) { Result(catching: work) }
                continuation.resume(returning: result)
            }
        }
        return try result.get()
    }
}
