import SoukCatalog
import Dispatch
import Foundation
import SoukEmbeddedSearch
import Synchronization

/// Brings changes of the catalogue into the index that serves: what waits while a batch is embedded becomes the
/// next batch.
final class ChangeFollower: Sendable {
    private struct State {
        var waiting: [(sequence: Int, resume: @Sendable (Result<Void, any Error>) -> Void)] = []
        var isRunning = false
    }

    private let workspace: Workspace
    private let serving: @Sendable () -> Serving
    private let queue = DispatchQueue(label: "souk.changes", qos: .userInitiated)
    private let state = Mutex(State())

    static let batch = 64

    init(_ workspace: Workspace, serving: @escaping @Sendable () -> Serving) {
        self.workspace = workspace
        self.serving = serving
    }

    /// Returns when the index that serves holds all changes up to a place in their order.
    func reach(_ sequence: Int) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let starts = state.withLock { state in
                state.waiting.append((sequence, { continuation.resume(with: $0) }))
                defer { state.isRunning = true }
                return !state.isRunning
            }
            if starts { queue.async { self.run() } }
        }
    }

    /// Runs work between two batches: nothing is taken into any index meanwhile.
    func between<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await queue.run(work)
    }

    /// Takes one batch, then lets others have the queue, until nobody waits.
    private func run() {
        let result = Result { try Self.follow(workspace, serving()) }
        let (done, isFinished) = state.withLock { state in
            let reached = (try? result.get()) ?? .max
            let done = state.waiting.filter { $0.sequence <= reached }
            state.waiting.removeAll { $0.sequence <= reached }
            if state.waiting.isEmpty { state.isRunning = false }
            return (done, state.waiting.isEmpty)
        }
        for one in done { one.resume(result.map { _ in }) }
        if !isFinished { queue.async { self.run() } }
    }

    /// Takes the changes that an index lacks, one batch; returns how far the index has come.
    static func follow(_ workspace: Workspace, _ serving: Serving) throws -> Int {
        let generation = serving.index.generation
        let from = try workspace.progress(of: generation)
        let changes = try workspace.changes(after: from, limit: batch)
        guard let last = changes.last else { return from }
        let ids = changes.map(\.listing)
        do {
            try take(ids, workspace, serving)
        } catch RetrievalError.listing {
            for id in ids { try takeAlone(id, workspace, serving) }
        }
        try workspace.note(progress: last.sequence, of: generation)
        return last.sequence
    }

    private static func take(_ ids: [String], _ workspace: Workspace, _ serving: Serving) throws {
        let present = try serving.indexed(ids, in: workspace)
        try serving.index.upsert(ids.compactMap { present[$0] })
        try serving.index.delete(ids.filter { present[$0] == nil })
    }

    /// A listing that the index refuses is not shown, and does not keep others from being shown.
    private static func takeAlone(_ id: String, _ workspace: Workspace, _ serving: Serving) throws {
        do {
            try take([id], workspace, serving)
        } catch RetrievalError.listing {
            try serving.index.delete([id])
        }
    }

    /// Takes all changes that an index lacks.
    static func catchUp(_ workspace: Workspace, _ serving: Serving) throws {
        var reached = -1
        while true {
            let next = try follow(workspace, serving)
            if next == reached { return }
            reached = next
        }
    }
}
