import Foundation
import Synchronization

/// Lets a command, which runs on the main thread, wait for work that is asynchronous.
enum Waiting {
    private final class Slot<Value: Sendable>: Sendable {
        let result = Mutex<Result<Value, any Error>?>(nil)
    }

    static func result<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value
    {
        let slot = Slot<Value>()
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            let result: Result<Value, any Error>
            do { result = .success(try await work()) } catch { result = .failure(error) }
            slot.result.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        guard let result = slot.result.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }
}
