import Synchronization

/// Decides between a write and the deadline of its caller: either the caller gave up first, and nothing is kept, or
/// something was kept first, and the caller is told of success.
///
/// Set it for a task by `$current`; every write of the catalogue looks at it right before its commit.
package final class CommitTicket: Sendable {
    @TaskLocal package static var current: CommitTicket?

    private enum State { case open, abandoned, kept }
    private let state = Mutex(State.open)

    package init() {}

    /// Gives up.
    ///
    /// - Returns: false when something was kept already.
    package func abandon() -> Bool {
        state.withLock { state in
            if state == .open { state = .abandoned }
            return state == .abandoned
        }
    }

    /// - Throws: `CancellationError` when the caller gave up.
    func keep() throws {
        try state.withLock { state in
            guard state != .abandoned else { throw CancellationError() }
            state = .kept
        }
    }

    /// - Throws: `CancellationError` when the caller gave up.
    func check() throws {
        try state.withLock { if $0 == .abandoned { throw CancellationError() } }
    }

    package var isKept: Bool { state.withLock { $0 == .kept } }
}
