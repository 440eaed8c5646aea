import SoukSearch

/// What one of several shards could not do.
struct ShardFault: Error {
    /// The place among the shards that were asked.
    let place: Int
    let cause: any Error

    /// What a shard threw: its own fault where the server or its network is to blame, and else what was asked for.
    static func of(_ place: Int, _ error: any Error) -> any Error {
        switch error {
        case RetrievalError.database, RetrievalError.deadline: ShardFault(place: place, cause: error)
        default: error
        }
    }
}

extension ShardConnection {
    /// Does work until a deadline, whatever its statements wait for.
    static func within<Value: Sendable>(
        _ deadline: ContinuousClock.Instant?, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let deadline else { return try await work() }
        return try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                throw RetrievalError.deadline
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}
