import Synchronization

/// An amount that tasks share: each takes a part, waits in line where too little is left, and gives it back.
package final class Allowance: Sendable {
    private struct Waiting {
        var number: Int
        var amount: Int
        var turn: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var left: Int
        var next = 0
        var waiting: [Waiting] = []

        /// Those at the front whose part is there now.
        mutating func admitted() -> [CheckedContinuation<Void, any Error>] {
            var turns: [CheckedContinuation<Void, any Error>] = []
            while let first = waiting.first, first.amount <= left {
                left -= first.amount
                turns.append(waiting.removeFirst().turn)
            }
            return turns
        }
    }

    let whole: Int
    private let state: Mutex<State>

    package init(_ whole: Int) {
        self.whole = whole
        state = Mutex(State(left: whole))
    }

    /// - Parameter amount: at most the whole.
    /// - Throws: `CancellationError`.
    package func take(_ amount: Int) async throws {
        let amount = min(amount, whole)
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { turn in
                let turns = state.withLock { state in
                    state.waiting.append(Waiting(number: number, amount: amount, turn: turn))
                    return state.admitted()
                }
                for turn in turns { turn.resume() }
                if Task.isCancelled { dismiss(number) }
            }
        } onCancel: {
            dismiss(number)
        }
    }

    package func give(_ amount: Int) {
        let amount = min(amount, whole)
        let turns = state.withLock { state in
            state.left += amount
            return state.admitted()
        }
        for turn in turns { turn.resume() }
    }

    private func dismiss(_ number: Int) {
        let (turn, turns) = state.withLock { state in
            let index = state.waiting.firstIndex { $0.number == number }
            return (index.map { state.waiting.remove(at: $0).turn }, state.admitted())
        }
        turn?.resume(throwing: CancellationError())
        for turn in turns { turn.resume() }
    }
}
