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
            \(EngineOptions.embedded). A password comes from PGPASSWORD or ~/.pgpass.
            """, valueName: "engine"))
    var engine: String?

    /// What was named, or else what the environment names.
    private var chosen: String {
        engine ?? ProcessInfo.processInfo.environment[Self.variable] ?? Self.embedded
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
        if engine.isEmpty || engine == embedded { return nil }
        guard PostgresAddress.schemes.contains(where: engine.hasPrefix) else {
            throw ValidationError(
                "--engine is \"\(engine.prefix(40))\"; expected \"\(embedded)\" or postgres://user@host/database"
            )
        }
        return PostgresGenerations(try PostgresAddress(engine))
    }
}
