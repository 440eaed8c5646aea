import Dispatch
import Synchronization

/// Makes the next value on a thread of its own while the last one is used.
final class OneAhead<Value: Sendable>: Sendable {
    private let make: @Sendable () throws -> Value
    private let queue = DispatchQueue(label: "one ahead")
    private let made = Mutex<Result<Value, any Error>?>(nil)
    private let isMade = DispatchSemaphore(value: 0)

    /// Begins with the first value.
    init(_ make: @escaping @Sendable () throws -> Value) {
        self.make = make
        begin()
    }

    /// The next value; waits for it, and begins the one after it. Call it from one thread.
    func next() throws -> Value {
        isMade.wait()
        let result = made.withLock { $0.take() }
        guard let result else { preconditionFailure("the value is made before it is told of") }
        let value = try result.get()
        begin()
        return value
    }

    private func begin() {
        queue.async { [self] in
            let result = Result { try make() }
            made.withLock { $0 = result }
            isMade.signal()
        }
    }
}
