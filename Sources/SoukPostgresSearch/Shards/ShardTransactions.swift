import SoukSearch

/// Transactions over all shards of a generation.
///
/// Each shard has its own, and a gate on the first one joins them: a batch is committed everywhere while nobody opens a
/// view, so readers see it as a whole or not at all. A program that dies between two commits leaves a batch that
/// was never acknowledged on some shards alone, until it is written again.
struct ShardTransactions {
    let shards: [PostgresShard]

    private var gate: PostgresValue { .text("\(shards[0].schema.name) gate") }

    // MARK: Reading

    /// Hands on a connection to each shard, with one consistent view over all.
    ///
    /// - Throws: `ShardFault` for a shard of several that cannot be asked, or not by the deadline.
    func read<Value: Sendable>(
        until deadline: ContinuousClock.Instant?, _ body: ([ShardConnection]) async throws -> Value
    ) async throws -> Value {
        guard shards.count > 1 else {
            return try await shards[0].readers.read(until: deadline) { own in
                try await own.transaction(.read, until: deadline) {
                    try await body([connection($0, to: 0)])
                }
            }
        }
        return try await faulting(0) {
            try await shards[0].readers.read(until: deadline) { first in
                try await first.run(
                    "SELECT pg_advisory_lock_shared(hashtext($1))", [gate], name: "shut the gate",
                    until: deadline)
                do {
                    return try await first.transaction(.read, until: deadline) { _ in
                        try await open([connection(first, to: 0, until: deadline)], until: deadline, body)
                    }
                } catch {
                    await Task { _ = try? await first.run("SELECT pg_advisory_unlock_all()") }.value
                    throw error
                }
            }
        }
    }

    private func faulting<Value>(_ place: Int, _ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch { throw ShardFault.of(place, error) }
    }

    /// Shards are opened in their order, so that callers who share pools never wait for one another in a circle.
    private func open<Value: Sendable>(
        _ opened: [ShardConnection], until deadline: ContinuousClock.Instant?,
        _ body: ([ShardConnection]) async throws -> Value
    ) async throws -> Value {
        guard opened.count < shards.count else {
            // The first statement of a transaction settles what it sees.
            _ = try await opened.each {
                try await $0.connection.run("SELECT 1", name: "settle the view", until: deadline)
            }
            try await opened[0].connection.run(
                "SELECT pg_advisory_unlock_shared(hashtext($1))", [gate], name: "open the gate",
                until: deadline)
            return try await body(opened)
        }
        return try await faulting(opened.count) {
            try await shards[opened.count].readers.read(until: deadline) { own in
                try await own.transaction(.read, until: deadline) {
                    try await open(
                        opened + [connection($0, to: opened.count, until: deadline)], until: deadline, body)
                }
            }
        }
    }

    private func connection(
        _ connection: PostgresConnection, to number: Int, until deadline: ContinuousClock.Instant? = nil
    ) -> ShardConnection {
        ShardConnection(number: number, shard: shards[number], connection: connection, deadline: deadline)
    }

    // MARK: Writing

    /// Does work on some shards as one: all or none.
    ///
    /// - Parameter numbers: of the shards that take part, ascending.
    func write<Value: Sendable>(
        _ numbers: [Int], _ body: @escaping @Sendable (ShardConnection) async throws -> Value
    ) async throws -> [Value] {
        if numbers.count == 1 {
            let number = numbers[0]
            return try await writing(number) { [try await body(connection($0, to: number))] }
        }
        do {
            return try await writing(0) { first in
                try await write(numbers[...], [], gatekeeper: first, body)
            }
        } catch let fault as ShardFault {
            throw fault.cause
        }
    }

    /// The inner transactions are committed first, and the gatekeeper's last, which opens the gate.
    private func write<Value: Sendable>(
        _ left: ArraySlice<Int>, _ opened: [ShardConnection],
        gatekeeper: PostgresConnection,
        _ body: @escaping @Sendable (ShardConnection) async throws -> Value
    ) async throws -> [Value] {
        guard let number = left.first else {
            let values = try await opened.each(body)
            try await gatekeeper.run(
                "SELECT pg_advisory_xact_lock(hashtext($1))", [gate], name: "hold the gate")
            return values
        }
        func goOn(_ own: PostgresConnection) async throws -> [Value] {
            // Turns are taken in the order of the shards, so that no two writers wait for one another.
            _ = try await GenerationState.read(shards[number].schema, locking: true, on: own)
            return try await write(
                left.dropFirst(), opened + [connection(own, to: number)], gatekeeper: gatekeeper, body)
        }
        if number == 0 { return try await goOn(gatekeeper) }
        return try await writing(number) { try await goOn($0) }
    }

    /// A transaction whose end the shard's readers wait for.
    private func writing<Value: Sendable>(
        _ number: Int, _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let shard = shards[number]
        return try await shard.pool.run { connection in
            let value = try await connection.transaction(.write, body)
            await shard.readers.noteWrite(on: connection)
            return value
        }
    }
}

/// A shard, and the connection that a call has to it.
struct ShardConnection: Sendable {
    /// From 0, among those that are asked, in the order of the addresses.
    let number: Int
    let shard: PostgresShard
    let connection: PostgresConnection
    /// When its answers are of no use any more.
    var deadline: ContinuousClock.Instant?
}

extension [ShardConnection] {
    /// Asks all at once; the first that fails ends the others.
    func each<Value: Sendable>(
        _ body: @escaping @Sendable (ShardConnection) async throws -> Value
    ) async throws -> [Value] {
        guard count > 1 else { return try await isEmpty ? [] : [body(self[0])] }
        return try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            for (place, one) in enumerated() {
                group.addTask {
                    do {
                        return try await ShardConnection.within(one.deadline) { (place, try await body(one)) }
                    } catch {
                        throw ShardFault.of(place, one.shard.pool.translated(error))
                    }
                }
            }
            var values = [Value?](repeating: nil, count: count)
            for try await (place, value) in group { values[place] = value }
            return values.compactMap { $0 }
        }
    }
}
