import Foundation
import SoukCatalog

/// What can be done to something on a disk, and what must be left of it after a crash.
protocol History {
    associatedtype State: Equatable

    /// Makes what is changed, before anything fails.
    init(root: URL, seed: UInt64) async throws

    /// What it holds before the first operation.
    var beginning: State { get }
    /// Goes on with the next operation: what it makes of a state once it is done, and the doing.
    mutating func next() async throws -> Operation<State>
    /// Whether what is open is what serves.
    var isCurrent: Bool { get async throws }
    /// Opens it again, as after an error a program does.
    mutating func reopen() async throws

    /// Looks at what a crash left behind.
    ///
    /// - Parameter possible: at least one of these is there, whole.
    /// - Returns: what is wrong; nil where nothing is.
    static func fault(in folder: URL, possible: [State], seed: UInt64) async throws -> String?
}

struct Operation<State> {
    var name: String
    /// One after the other, each whole or not at all; nil where it could not have been done.
    var stages: [(State) -> State?]
    var run: () async throws -> Void

    /// An operation of several transactions.
    init(name: String, stages: [(State) -> State?], run: @escaping () async throws -> Void) {
        (self.name, self.stages, self.run) = (name, stages, run)
    }

    init(name: String, effect: @escaping (State) -> State?, run: @escaping () async throws -> Void) {
        self.init(name: name, stages: [effect], run: run)
    }

    /// What it makes of a state once it is done.
    func effect(_ state: State) -> State? {
        stages.reduce(Optional(state)) { state, stage in state.flatMap(stage) }
    }

    /// What it may have made of a state when it was cut off: after each stage.
    func cutOff(_ state: State) -> [State] {
        var states: [State] = []
        var last = state
        for stage in stages {
            guard let next = stage(last) else { break }
            states.append(next)
            last = next
        }
        return states
    }
}
