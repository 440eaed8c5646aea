import SoukSearch

/// Connections to one server, each lent to one caller at a time.
///
/// A connection that broke is thrown away, and the next caller connects anew: a server that comes back is found
/// without a restart.
actor PostgresPool {
    nonisolated let address: PostgresAddress
    private let limit: Int
    private var idle: [PostgresConnection] = []
    private var lent = 0
    private var waiting: [(number: Int, continuation: CheckedContinuation<Void, any Error>)] = []
    private var waits = 0

    /// - Parameter limit: how many connections there are at most.
    init(_ address: PostgresAddress, limit: Int) { (self.address, self.limit) = (address, limit) }

    /// Lends a connection. Errors of the server come out as `RetrievalError`.
    @discardableResult nonisolated func run<Value: Sendable>(
        until deadline: ContinuousClock.Instant? = nil,
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await take(until: deadline)
        do {
            let value = try await body(connection)
            await giveBack(connection)
            return value
        } catch {
            await giveBack(connection)
            throw translated(error)
        }
    }

    /// Runs statements as one: all or none. What fails, or is cancelled, leaves nothing.
    @discardableResult nonisolated func transaction<Value: Sendable>(
        _ kind: TransactionKind, until deadline: ContinuousClock.Instant? = nil,
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        try await run(until: deadline) { connection in
            try await connection.transaction(kind, until: deadline, body)
        }
    }

    nonisolated func translated(_ error: any Error) -> any Error {
        guard let failure = error as? PostgresFailure else { return error }
        return RetrievalError(failure, at: address)
    }

    // MARK: Lending

    /// A connection, until it is given back.
    func take(until deadline: ContinuousClock.Instant?) async throws -> PostgresConnection {
        try Task.checkCancellation()
        if lent >= limit { try await waitForTurn(until: deadline) } else { lent += 1 }
        // A server that died has closed its sockets, which a connection may not have noticed yet.
        while let connection = idle.popLast() {
            if await connection.isUsable() { return connection }
        }
        do { return try await PostgresConnection.open(address, until: deadline) } catch {
            pass()
            throw error
        }
    }

    func giveBack(_ connection: PostgresConnection) {
        if !connection.isBroken { idle.append(connection) }
        pass()
    }

    /// Lets the next one go on, who takes over the place of the one that is done.
    private func pass() {
        if waiting.isEmpty { lent -= 1 } else { waiting.removeFirst().continuation.resume() }
    }

    private func waitForTurn(until deadline: ContinuousClock.Instant?) async throws {
        waits += 1
        let number = waits
        let alarm = deadline.map { deadline in
            Task {
                try await Task.sleep(until: deadline, clock: .continuous)
                giveUp(number, RetrievalError.deadline)
            }
        }
        defer { alarm?.cancel() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation {
                (continuation: CheckedContinuation<Void, any Error>) in
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                waiting.append((number, continuation))
            }
        } onCancel: {
            Task { await self.giveUp(number, CancellationError()) }
        }
    }

    private func giveUp(_ number: Int, _ error: any Error) {
        guard let place = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: place).continuation.resume(throwing: error)
    }
}

/// What a transaction may do, and what it sees.
enum TransactionKind: String {
    case write = "BEGIN"
    /// One consistent view over all statements.
    case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
}

extension PostgresConnection {
    @discardableResult func transaction<Value: Sendable>(
        _ kind: TransactionKind, until deadline: ContinuousClock.Instant? = nil,
        _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        try await run(kind.rawValue, until: deadline)
        let value: Value
        do { value = try await body(self) } catch {
            // Also where the task was cancelled: the connection goes back to the pool.
            await Task { _ = try? await self.run("ROLLBACK") }.value
            throw error
        }
        try await run("COMMIT", until: deadline)
        return value
    }
}
