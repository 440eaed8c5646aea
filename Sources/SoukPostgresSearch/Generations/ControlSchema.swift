import SoukSearch

/// The tables that know the generations of a namespace, in a schema of its name.
///
/// - `pointer`: one row that names the generation that serves, and the version of these tables.
/// - `generations`: each with its manifest; none while it is being built. `left_at` tells in which order they served.
/// - `attachments`: what belongs to a generation, as bytes.
/// - `scratch`: schemas of trials, so that those of a program that died go one day.
struct ControlSchema: Sendable {
    static let version = 1
    /// Schemas of trials older than this are left over, in seconds.
    private static let scratchLifetime = 86_400

    let name: String

    /// The oldest versions that do what the engine asks for: iterative scans came with pgvector 0.8.
    static let oldestServer = 150_000
    static let oldestVector = (0, 8)

    /// Makes what is missing; a second time changes nothing.
    func create(on connection: PostgresConnection, at address: PostgresAddress) async throws {
        try await checkServer(on: connection, at: address)
        try await connection.transaction(.write) { connection in
            // Two programs that begin at once would meet in the catalogue.
            try await connection.run("SELECT pg_advisory_xact_lock(hashtext($1))", [.text("\(name) create")])
            for statement in statements { try await connection.run(statement) }
        }
        try await checkVersion(on: connection, at: address)
    }

    private var statements: [String] {
        [
            "CREATE SCHEMA IF NOT EXISTS \(name)",
            """
            CREATE TABLE IF NOT EXISTS \(name).pointer (
                single boolean PRIMARY KEY DEFAULT true CHECK (single), control int NOT NULL, current text)
            """,
            """
            INSERT INTO \(name).pointer (control) VALUES (\(Self.version)) ON CONFLICT (single) DO NOTHING
            """,
            """
            CREATE TABLE IF NOT EXISTS \(name).generations (
                number bigint GENERATED ALWAYS AS IDENTITY, name text COLLATE "C" PRIMARY KEY,
                schema_name text NOT NULL, manifest text, left_at bigint)
            """,
            "CREATE SEQUENCE IF NOT EXISTS \(name).turns",
            """
            CREATE TABLE IF NOT EXISTS \(name).attachments (
                generation text COLLATE "C" REFERENCES \(name).generations (name) ON DELETE CASCADE,
                name text COLLATE "C", bytes bytea NOT NULL, PRIMARY KEY (generation, name))
            """,
            """
            CREATE TABLE IF NOT EXISTS \(name).scratch (
                schema_name text PRIMARY KEY, made_at timestamptz NOT NULL DEFAULT now())
            """,
        ]
    }

    /// - Throws: `database` where the server or pgvector is too old, or pgvector cannot be had.
    func checkServer(on connection: PostgresConnection, at address: PostgresAddress) async throws {
        let version = try await connection.run("SELECT current_setting('server_version_num')::int")
        guard let number = version.first?.int(0), number >= Self.oldestServer else {
            throw RetrievalError.database(
                path: address.shown, reason: "PostgreSQL \((version.first?.int(0) ?? 0) / 10_000) is too old",
                remedy: "Use PostgreSQL \(Self.oldestServer / 10_000) or newer.")
        }
        do {
            try await connection.transaction(.write) { connection in
                // Two programs that begin at once would meet in the catalogue.
                try await connection.run("SELECT pg_advisory_xact_lock(hashtext('souk_extension'))")
                try await connection.run("CREATE EXTENSION IF NOT EXISTS vector")
            }
        } catch let failure as PostgresFailure {
            guard !failure.isConnectionLost else { throw failure }
            throw RetrievalError.database(
                path: address.shown, reason: "the extension vector is missing: \(failure.message)",
                remedy:
                    "Install pgvector \(Self.oldestVector.0).\(Self.oldestVector.1) or newer on the server, and let an administrator run CREATE EXTENSION vector in the database."
            )
        }
        let found = try await connection.run("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        let text = found.first?.text(0) ?? ""
        let parts = text.split(separator: ".").compactMap { Int($0) }
        guard parts.count >= 2, (parts[0], parts[1]) >= Self.oldestVector else {
            throw RetrievalError.database(
                path: address.shown, reason: "pgvector \(text) is too old",
                remedy:
                    "Use pgvector \(Self.oldestVector.0).\(Self.oldestVector.1) or newer: ALTER EXTENSION vector UPDATE."
            )
        }
    }

    /// - Throws: `damaged` for tables of another version.
    func checkVersion(on connection: PostgresConnection, at address: PostgresAddress) async throws {
        let rows = try await connection.run("SELECT control FROM \(name).pointer")
        guard rows.first?.int(0) == Self.version else {
            throw RetrievalError.damaged(
                path: "\(address.shown), schema \(name)",
                reason: "its tables are of version \(rows.first?.int(0) ?? 0), expected \(Self.version)",
                remedy: "Use the program that made them, or another namespace: ?namespace=…")
        }
    }

    /// Drops schemas that a program left behind, and notes a new one.
    func noteScratch(_ schema: String, on connection: PostgresConnection) async throws {
        let old = try await connection.run(
            "DELETE FROM \(name).scratch WHERE made_at < now() - make_interval(secs => $1) RETURNING schema_name",
            [.double(Double(Self.scratchLifetime))])
        for row in old.map({ $0 }) {
            guard let schema = row.text(0), schema.hasPrefix("\(name)_scratch_") else { continue }
            try await connection.run("DROP SCHEMA IF EXISTS \(schema) CASCADE")
        }
        try await connection.run("INSERT INTO \(name).scratch (schema_name) VALUES ($1)", [.text(schema)])
    }
}

/// A schema that is dropped when nobody holds it any more.
final class ScratchSchema: Sendable {
    private let schema: String
    private let control: ControlSchema
    private let pool: PostgresPool

    init(_ schema: String, _ control: ControlSchema, _ pool: PostgresPool) {
        (self.schema, self.control, self.pool) = (schema, control, pool)
    }

    deinit {
        let (schema, control, pool) = (schema, control, pool)
        Task.detached {
            _ = try? await pool.run { connection in
                try await connection.run("DROP SCHEMA IF EXISTS \(schema) CASCADE")
                try await connection.run(
                    "DELETE FROM \(control.name).scratch WHERE schema_name = $1", [.text(schema)])
            }
        }
    }
}
