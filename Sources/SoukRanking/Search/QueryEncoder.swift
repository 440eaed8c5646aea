import Dispatch
import Foundation
import SoukSearch

/// Encodes queries, one batch after the other on a thread of its own: a forward pass blocks for milliseconds and must
/// not hold up Swift's cooperative pool.
public actor QueryEncoder {
    private let encoder: any ContentEncoder
    private let executor = QueueExecutor(label: "souk.query-encoder")

    /// Hash of the model; must be that of the index.
    public nonisolated var identity: String { encoder.identity }

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    public init(_ encoder: any ContentEncoder) { self.encoder = encoder }

    /// A vector for each query, `[queries][dimensions]`, of length 1.
    ///
    /// - Throws: `request` when the model does not answer every query, and what the model throws.
    public func encode(_ queries: [QueryContent]) throws -> [[Float]] {
        guard !queries.isEmpty else { return [] }
        let found = try encoder.embed(queries: queries)
        guard found.count == queries.count else {
            throw RankingError.request(
                reason: "the model gave \(found.count) vectors for \(queries.count) queries",
                remedy: "Please report this.")
        }
        return found
    }

    /// Probability of each top-level category; empty without a classifier.
    public func categories(_ words: String) throws -> [String: Double] {
        try encoder.categories(ofQueries: [words]).first ?? [:]
    }
}

/// Runs an actor's jobs on a dispatch queue.
final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label, qos: .userInitiated) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

extension DispatchQueue {
    /// Runs work that blocks, away from the cooperative pool.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            self.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
