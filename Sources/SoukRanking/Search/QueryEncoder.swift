import Dispatch
import Foundation
import SoukSearch

/// Turns words and photos into vectors, one batch after the other on a thread of its own: a forward pass
/// blocks for milliseconds and must not hold up Swift's cooperative pool.
public actor QueryEncoder {
    /// What is to be encoded: words, a photo file, or both.
    public struct Input: Sendable, Equatable {
        public var words: String?
        public var photo: URL?

        public init(words: String? = nil, photo: URL? = nil) {
            self.words = words
            self.photo = photo
        }
    }

    /// Hash of the model; must be that of the index.
    public nonisolated let identity: String
    private let executor: QueueExecutor
    private let vectors: @Sendable ([Input]) throws -> [[Float]]
    private let intent: (@Sendable (String) throws -> [String: Double])?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - vectors: one for each input, `[dimensions]`, of length 1.
    ///   - intent: the probability of each top-level category under words alone; nil where no classifier is.
    public init(
        identity: String, vectors: @escaping @Sendable ([Input]) throws -> [[Float]],
        intent: (@Sendable (String) throws -> [String: Double])? = nil
    ) {
        self.identity = identity
        self.vectors = vectors
        self.intent = intent
        executor = QueueExecutor(label: "souk.query-encoder")
    }

    /// A vector for each input.
    ///
    /// - Throws: `photo` when the model does not answer every input, and what the model throws.
    public func encode(_ inputs: [Input]) throws -> [[Float]] {
        guard !inputs.isEmpty else { return [] }
        let found = try vectors(inputs)
        guard found.count == inputs.count else {
            throw RankingError.request(
                reason: "the model gave \(found.count) vectors for \(inputs.count) queries",
                remedy: "Please report this.")
        }
        return found
    }

    /// Probability of each top-level category; empty without a classifier.
    public func categories(_ words: String) throws -> [String: Double] { try intent?(words) ?? [:] }
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
