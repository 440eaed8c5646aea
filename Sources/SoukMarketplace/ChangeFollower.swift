import Dispatch
import SoukCatalog
import SoukSearch

/// Brings changes of the catalogue into the index that serves: what waits while a batch is embedded becomes the
/// next batch.
actor ChangeFollower {
    private let workspace: Workspace
    private let serving: @Sendable () -> Serving
    private let turns = Turns()
    private var waiting: [(number: Int, sequence: Int, continuation: CheckedContinuation<Void, any Error>)] =
        []
    private var arrivals = 0
    private var isRunning = false

    static let batch = 64
    private static let queue = DispatchQueue(label: "souk.changes", qos: .userInitiated)

    init(_ workspace: Workspace, serving: @escaping @Sendable () -> Serving) {
        self.workspace = workspace
        self.serving = serving
    }

    /// Returns when the index that serves holds all changes up to a place in their order, or when the task is
    /// cancelled: the changes are taken all the same.
    func reach(_ sequence: Int) async throws {
        arrivals += 1
        let number = arrivals
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiting.append((number, sequence, continuation))
                if Task.isCancelled { dismiss(number) }
                guard !isRunning else { return }
                isRunning = true
                // Whoever asked first: the work is everybody's.
                CommitTicket.$current.withValue(nil) { _ = Task { await self.run() } }
            }
        } onCancel: {
            Task { await self.dismiss(number) }
        }
    }

    private func dismiss(_ number: Int) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: index).continuation.resume()
    }

    /// Runs work between two batches: nothing is taken into the index that serves meanwhile.
    func between<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await turns.run(work)
    }

    /// Takes one batch after the other, until nobody waits.
    private func run() async {
        while !waiting.isEmpty {
            let (workspace, serving) = (workspace, serving)
            let result: Result<Int, any Error>
            do {
                result = .success(try await turns.run { try await Self.follow(workspace, serving()) })
            } catch {
                result = .failure(error)
            }
            let reached = (try? result.get()) ?? .max
            let done = waiting.filter { $0.sequence <= reached }
            waiting.removeAll { $0.sequence <= reached }
            for one in done { one.continuation.resume(with: result.map { _ in }) }
        }
        isRunning = false
    }

    /// Takes the changes that an index lacks, one batch; returns how far the index has come.
    static func follow(_ workspace: Workspace, _ serving: Serving) async throws -> Int {
        let generation = serving.generation
        let (from, changes) = try await queue.run {
            let from = try workspace.progress(of: generation)
            return (from, try workspace.changes(after: from, limit: batch))
        }
        guard let last = changes.last else { return from }
        let ids = changes.map(\.listing)
        do {
            try await take(ids, workspace, serving)
        } catch RetrievalError.listing {
            for id in ids { try await takeAlone(id, workspace, serving) }
        }
        try await queue.run { try workspace.note(progress: last.sequence, of: generation) }
        return last.sequence
    }

    private static func take(_ ids: [String], _ workspace: Workspace, _ serving: Serving) async throws {
        let listings = try await queue.run { try serving.indexed(ids, in: workspace) }
        try await serving.engine.upsert(listings.shown)
        try await serving.engine.delete(listings.gone)
    }

    /// A listing that the index refuses is not shown, and does not keep others from being shown.
    private static func takeAlone(_ id: String, _ workspace: Workspace, _ serving: Serving) async throws {
        do {
            try await take([id], workspace, serving)
        } catch RetrievalError.listing {
            try await serving.engine.delete([id])
        }
    }

    /// Takes all changes that an index lacks.
    static func catchUp(_ workspace: Workspace, _ serving: Serving) async throws {
        var reached = -1
        while true {
            let next = try await follow(workspace, serving)
            if next == reached { return }
            reached = next
        }
    }
}
