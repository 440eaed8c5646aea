import SoukSearch
import Synchronization

/// A server and the standbys that follow it: a read goes to a standby that has caught up, in turns, and to the server
/// itself where none has.
///
/// A read is hedged (Dean and Barroso 2013): where the first that is asked has not answered at once, the next is asked
/// as well, and the first answer counts. Where a connection breaks in the middle of a read, the read begins anew
/// elsewhere. A standby that failed rests for a moment.
final class PostgresReaders: Sendable {
    private let primary: PostgresPool
    private let standbys: [PostgresPool]
    private let state = Mutex(State())
    private let failures = RecentFailures()

    private struct State {
        var turn = 0
        /// Where the log ended when this program had written last, in bytes.
        var written = 0
    }

    private struct Lent: Sendable {
        let server: Int?
        let pool: PostgresPool
        let connection: PostgresConnection
    }

    private enum Event: Sendable {
        case lent(Lent)
        case failed(any Error)
        case late
    }

    private static let hedge = Duration.milliseconds(100)
    private static let rest = Duration.seconds(2)

    /// - Parameter connections: how many there are at most to each server.
    init(_ primary: PostgresPool, connections: Int) {
        self.primary = primary
        standbys = primary.address.standbys.map { PostgresPool($0, limit: connections) }
    }

    /// Lends a connection for reading. Errors of the server come out as `RetrievalError`.
    func read<Value: Sendable>(
        until deadline: ContinuousClock.Instant?, _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        guard !standbys.isEmpty else { return try await primary.run(until: deadline, body) }
        var servers = order()
        while true {
            let lent: Lent
            do { lent = try await lend(from: &servers, until: deadline) } catch {
                throw primary.translated(error)
            }
            do {
                let value = try await body(lent.connection)
                await lent.pool.giveBack(lent.connection)
                return value
            } catch {
                let isLost = lent.connection.isBroken
                await lent.pool.giveBack(lent.connection)
                guard isLost, !servers.isEmpty, !Task.isCancelled else { throw lent.pool.translated(error) }
                if let server = lent.server { failures.note(server) }
            }
        }
    }

    /// Notes how far the log goes after this program wrote, so that no standby is read that lacks it. Where that cannot
    /// be learned, none is read until the next write.
    func noteWrite(on connection: PostgresConnection) async {
        guard !standbys.isEmpty else { return }
        let rows = try? await connection.run(
            "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint", name: "end of the log")
        let written = rows?.first?.int(0)
        state.withLock { state in
            state.written =
                written.map { $0 > state.written || state.written == .max ? $0 : state.written } ?? .max
        }
    }

    // MARK: Whose turn it is

    /// Standbys in turns, the server itself, and those that rest; nil is the server itself.
    private func order() -> [Int?] {
        let turn = state.withLock { state in
            state.turn = (state.turn + 1) % standbys.count
            return state.turn
        }
        let turns = standbys.indices.map { ($0 + turn) % standbys.count }
        let resting = failures.numbers(within: Self.rest)
        return turns.filter { !resting.contains($0) } + [nil] + turns.filter(resting.contains)
    }

    private func lend(
        from servers: inout [Int?], until deadline: ContinuousClock.Instant?
    ) async throws -> Lent {
        var left = servers
        defer { servers = left }
        return try await withThrowingTaskGroup(of: Event.self) { group in
            var (asked, failure) = (0, (any Error)?.none)
            func askNext() {
                guard !left.isEmpty else { return }
                let server = left.removeFirst()
                asked += 1
                group.addTask {
                    do { return .lent(try await self.connection(to: server, until: deadline)) } catch {
                        return .failed(error)
                    }
                }
                group.addTask {
                    try? await Task.sleep(for: Self.hedge)
                    return .late
                }
            }
            askNext()
            while let event = try await group.next() {
                switch event {
                case .lent(let lent):
                    group.cancelAll()
                    while let other = try await group.next() {
                        if case .lent(let other) = other { await other.pool.giveBack(other.connection) }
                    }
                    return lent
                case .failed(let error):
                    asked -= 1
                    // What the server itself says is told, rather than what a standby lacks.
                    if failure == nil || !(error is StandbyLags) { failure = error }
                    if asked == 0, left.isEmpty {
                        group.cancelAll()
                        throw failure ?? error
                    }
                    if asked == 0 { askNext() }
                case .late: askNext()
                }
            }
            throw failure ?? CancellationError()
        }
    }

    // MARK: Whether a standby has caught up

    /// SQL: by how many seconds a standby is behind; 0 where it has replayed all that it received.
    static let lag = """
        CASE WHEN pg_last_wal_receive_lsn() <= pg_last_wal_replay_lsn() THEN 0
            ELSE extract(epoch FROM now() - pg_last_xact_replay_timestamp()) END::float8
        """

    private struct StandbyLags: Error {}

    private func connection(
        to server: Int?, until deadline: ContinuousClock.Instant?
    ) async throws -> Lent {
        guard let server else {
            return Lent(server: nil, pool: primary, connection: try await primary.take(until: deadline))
        }
        let pool = standbys[server]
        do {
            let connection = try await pool.take(until: deadline)
            do {
                guard try await hasCaughtUp(connection, until: deadline) else { throw StandbyLags() }
            } catch {
                await pool.giveBack(connection)
                throw error
            }
            return Lent(server: server, pool: pool, connection: connection)
        } catch {
            if !(error is StandbyLags), !Task.isCancelled { failures.note(server) }
            throw error
        }
    }

    /// Whether a standby follows its server, has what this program wrote, and has replayed what it received, or the last
    /// of it within the allowed lag. One that was promoted is no standby any more.
    private func hasCaughtUp(
        _ connection: PostgresConnection, until deadline: ContinuousClock.Instant?
    ) async throws -> Bool {
        let written = state.withLock { $0.written }
        let lag = primary.address.allowedLag / .seconds(1)
        return try await connection.run(
            """
            SELECT CASE WHEN NOT pg_is_in_recovery() THEN true
                WHEN pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') < $1::bigint THEN false
                ELSE \(Self.lag) <= $2::int END
            """, [.int(written), .int(Int(lag))], name: "lag of a standby", until: deadline
        ).first?.bool(0) ?? false
    }

    /// What each standby says of itself, for people. One that cannot be reached is a fault.
    func facts() async -> [ServerFact] {
        var facts: [ServerFact] = []
        for pool in standbys {
            var fact = ServerFact(name: "reads from \(pool.address.shown)", value: "")
            do {
                let seconds = try await pool.run { connection in
                    try await connection.run(
                        "SELECT CASE WHEN pg_is_in_recovery() THEN \(Self.lag) ELSE 0 END"
                    ).first?.double(0)
                }
                fact.value =
                    seconds.map { "\(($0 * 10).rounded() / 10) s behind" } ?? "has replayed nothing yet"
            } catch {
                (fact.value, fact.fault) = ("cannot be read", "\(error)")
            }
            facts.append(fact)
        }
        return facts
    }
}
