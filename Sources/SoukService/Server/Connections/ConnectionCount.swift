import Synchronization

/// How many connections are open.
final class ConnectionCount: Sendable {
    private let count = Atomic(0)

    var open: Int { count.load(ordering: .relaxed) }

    /// - Returns: how many there are with this one.
    func enter() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
    func leave() { count.wrappingSubtract(1, ordering: .relaxed) }
}
