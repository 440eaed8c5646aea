import Synchronization

/// Bytes of request bodies that may be in memory at a time, over all requests.
final class ByteBudget: Sendable {
    let limit: Int
    private let used = Mutex(0)

    init(_ limit: Int) { self.limit = limit }

    var inUse: Int { used.withLock { $0 } }

    /// A share that grows while a body is read and is given back when nobody holds it any more.
    final class Share: Sendable {
        private let budget: ByteBudget
        private let bytes = Mutex(0)

        fileprivate init(_ budget: ByteBudget) { self.budget = budget }

        /// False when there is no room.
        func grow(by count: Int) -> Bool {
            guard budget.take(count) else { return false }
            bytes.withLock { $0 += count }
            return true
        }

        deinit { budget.give(bytes.withLock { $0 }) }
    }

    func share() -> Share { Share(self) }

    private func take(_ count: Int) -> Bool {
        used.withLock { used in
            guard count <= limit - used else { return false }
            used += count
            return true
        }
    }

    private func give(_ count: Int) { used.withLock { $0 -= count } }
}
