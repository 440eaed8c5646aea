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
    /// nil where it could not have been done.
    var effect: (State) -> State?
    var run: () async throws -> Void
}
