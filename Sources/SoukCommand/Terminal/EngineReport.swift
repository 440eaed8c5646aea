import SoukCatalog
import SoukPostgresSearch
import SoukReports
import SoukSearch

/// What an engine is, what it holds, and what is wrong.
struct EngineReport: Encodable, Sendable {
    var engine: String
    /// What the server says of itself; empty for the workspace's folder.
    var server: [ServerFact]
    var generations: Int
    var serves: String?
    var listings: Int?
    var bytes: Int?
    /// Changes of the catalogue that the index lacks.
    var pendingChanges: Int?
    var exactVectors: Bool?
    /// What is wrong, each with what to do.
    var faults: [String] = []

    enum CodingKeys: String, CodingKey {
        case engine, server, generations, serves, listings, bytes, faults
        case pendingChanges = "pending_changes"
        case exactVectors = "exact_vectors"
    }

    init(_ search: any SearchGenerations, _ workspace: Workspace) async throws {
        let postgres = search as? PostgresGenerations
        engine =
            postgres.map { $0.addresses.map(\.shown).joined(separator: " ") } ?? EngineOptions.embedded
        server = try await postgres?.facts() ?? []
        let found = try await search.list(.opening)
        generations = found.count
        serves = found.first(where: \.isCurrent)?.name
        for one in found {
            if let damage = one.damage { faults.append("index \(one.name): \(damage)") }
        }
        faults += server.compactMap(\.fault)
        faults += try await postgres?.differences() ?? []
        guard let serves, found.first(where: \.isCurrent)?.damage == nil else { return }
        let engine = try await search.open(serves)
        let state = try await engine.state()
        (listings, bytes) = (state.listings, state.size)
        exactVectors = engine.capabilities.hasExactVectors
        pendingChanges = try workspace.changesMissing(from: serves)
    }

    var text: String {
        var lines = ["engine: \(engine)"]
        lines += server.map { "\($0.name): \($0.value)" }
        lines.append("generations: \(generations)")
        if let serves {
            lines.append("serves: \(serves)")
            if let listings { lines.append("listings: \(Figures.grouped(listings))") }
            if let bytes { lines.append("size: \(Figures.grouped(bytes / 1_000_000)) MB") }
            if let pendingChanges { lines.append("changes to bring in: \(Figures.grouped(pendingChanges))") }
            if let exactVectors {
                lines.append("vectors: \(exactVectors ? "exact" : "approximate, by graph")")
            }
        } else {
            lines.append("serves: none")
        }
        return (lines + faults.map { "fault: \($0)" }).joined(separator: "\n")
    }
}
