import ArgumentParser
import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukPostgresSearch
import SoukSearch

/// Where the index is kept.
struct EngineOptions: ParsableArguments {
    static let variable = "SOUK_ENGINE"
    static let embedded = "embedded"

    @Option(
        help: ArgumentHelp(
            """
            Where the index is: "\(EngineOptions.embedded)" for the workspace's own folder, or the address of a PostgreSQL \
            database, postgres://user@host/database; \(EngineOptions.variable) unless given, or else \
            \(EngineOptions.embedded). Several databases that share the listings are given one after the other, by \
            blanks or by repeating the option, always in the same order. A password comes from PGPASSWORD or ~/.pgpass. \
            Behind a ?, an address takes libpq's options, such as sslmode=verify-full, and Souk's: namespace (several \
            indexes in one database), standbys and allowed_lag (who else is read, and how many seconds behind), \
            shard_deadline (seconds for one of several databases). docs/scale.md explains them.
            """, valueName: "engine"))
    var engine: [String] = []

    /// What was named, or else what the environment names.
    private var chosen: String {
        engine.isEmpty
            ? ProcessInfo.processInfo.environment[Self.variable] ?? Self.embedded
            : engine.joined(separator: " ")
    }

    func generations(of workspace: Workspace) throws -> any SearchGenerations {
        try Self.generations(chosen, of: workspace)
    }

    /// nil where there is neither a workspace nor an engine outside it.
    func generations(ifAny workspace: Workspace?) throws -> (any SearchGenerations)? {
        guard let workspace else { return try Self.postgres(chosen) }
        return try generations(of: workspace)
    }

    static func generations(_ engine: String, of workspace: Workspace) throws -> any SearchGenerations {
        if let postgres = try postgres(engine) { return postgres }
        return workspace.search
    }

    /// nil where the index is in the workspace's own folder.
    func postgres() throws -> PostgresGenerations? { try Self.postgres(chosen) }

    /// nil for the workspace's own folder.
    static func postgres(_ engine: String) throws -> PostgresGenerations? {
        let named = engine.split(whereSeparator: \.isWhitespace).map(String.init)
        if named.isEmpty || named == [embedded] { return nil }
        for one in named where !PostgresAddress.schemes.contains(where: one.hasPrefix) {
            throw ValidationError(
                "--engine is \"\(one.prefix(40))\"; expected \"\(embedded)\" or postgres://user@host/database"
            )
        }
        return try PostgresGenerations(named.map { try PostgresAddress($0) })
    }
}
