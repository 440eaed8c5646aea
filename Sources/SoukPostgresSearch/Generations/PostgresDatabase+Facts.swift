import SoukCatalog
import SoukSearch

/// One thing that a server says of itself.
public struct ServerFact: Sendable, Encodable, Equatable {
    public var name: String
    public var value: String
    /// What is wrong with it and what to do; nil when nothing is.
    public var fault: String?
}

extension PostgresGenerations {
    /// Versions, extensions, and settings that matter to search; of several databases each by itself.
    ///
    /// - Throws: `RetrievalError.database` where a server cannot be reached.
    public func facts() async throws -> [ServerFact] {
        guard shards.count > 1 else {
            return try await shards[0].facts() + shards[0].readers.facts()
        }
        var all: [ServerFact] = []
        for shard in shards {
            let facts = try await shard.facts() + shard.readers.facts()
            all += facts.map { fact in
                var own = fact
                own.name = "part \(shard.part.index + 1), \(fact.name)"
                own.fault = fact.fault.map { "\(shard.address.shown): \($0)" }
                return own
            }
        }
        return all
    }
}

extension PostgresDatabase {
    func facts() async throws -> [ServerFact] {
        try await pool.run { connection in
            var facts: [ServerFact] = []
            let rows = try await connection.run(
                """
                SELECT current_setting('server_version'), current_setting('server_version_num')::int,
                    (SELECT extversion FROM pg_extension WHERE extname = 'vector'), pg_is_in_recovery(),
                    current_setting('shared_buffers'), current_setting('maintenance_work_mem'),
                    current_setting('statement_timeout'), (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()),
                    current_setting('max_connections')::int,
                    CASE WHEN pg_is_in_recovery() THEN coalesce(\(PostgresReaders.lag), 0) END
                """)
            guard let row = rows.first else { return [] }
            let isOld = (row.int(1) ?? 0) < ControlSchema.oldestServer
            facts.append(
                ServerFact(
                    name: "PostgreSQL", value: row.text(0) ?? "",
                    fault: isOld ? "use PostgreSQL \(ControlSchema.oldestServer / 10_000) or newer" : nil))
            facts.append(
                ServerFact(
                    name: "pgvector", value: row.text(2) ?? "missing",
                    fault: row.text(2) == nil
                        ? "pgvector is missing: make what is needed with PostgresGenerations.prepare()" : nil)
            )
            let isStandby = row.bool(3) ?? false
            facts.append(ServerFact(name: "role", value: isStandby ? "standby, read only" : "primary"))
            if let lag = row.double(9) { facts.append(ServerFact(name: "lag in seconds", value: "\(lag)")) }
            facts.append(ServerFact(name: "encrypted", value: row.bool(7) == true ? "yes" : "no"))
            for (name, column) in [
                ("shared_buffers", 4), ("maintenance_work_mem", 5), ("statement_timeout", 6),
            ] {
                facts.append(ServerFact(name: name, value: row.text(column) ?? ""))
            }
            facts.append(ServerFact(name: "max_connections", value: "\(row.int(8) ?? 0)"))
            return facts
        }
    }
}
