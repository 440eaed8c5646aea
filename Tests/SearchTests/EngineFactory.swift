import Foundation
import PostgresTestSupport
import SoukEmbeddedSearch
import SoukMemorySearch
import SoukPostgresSearch
import SoukSearch
import Testing

/// An engine that the suite is run on: add yours here.
struct EngineFactory: Sendable, CustomTestStringConvertible {
    var name: String
    /// Generations of nothing but what the test builds.
    var generations: @Sendable () -> any SearchGenerations

    var testDescription: String { name }

    static let all =
        [
            EngineFactory(name: "embedded") { FolderOfGenerations() },
            EngineFactory(name: "memory") { MemoryGenerations() },
        ] + (postgres.map { [$0] } ?? []) + (shards.map { [$0] } ?? [])

    /// On a real server; nil where none can be had.
    static let postgres = PostgresServer.shared.map { server in
        EngineFactory(name: "PostgreSQL") {
            guard let address = try? PostgresAddress(server.address()) else {
                fatalError("the test server's address is none")
            }
            return PostgresGenerations(address)
        }
    }

    /// On three real servers that share the listings; nil where none can be had.
    static let shards = PostgresServer.three.map { servers in
        EngineFactory(name: "PostgreSQL in three parts") {
            do {
                return try PostgresGenerations(servers.map { try PostgresAddress($0.address()) })
            } catch {
                fatalError("the test servers' addresses are none: \(error)")
            }
        }
    }

    func engine(_ model: IndexModel = RandomListings.model) async throws -> any SearchEngine {
        try await generations().scratch(model)
    }
}

/// The embedded generations of a folder that goes with them.
private final class FolderOfGenerations: SearchGenerations {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "souk-generations-\(UUID())")
    private let all: EmbeddedGenerations

    init() { all = EmbeddedGenerations(root: folder) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func list(_ check: GenerationCheck) async throws -> [SearchGeneration] { try await all.list(check) }
    func current() async throws -> String? { try await all.current() }
    func open(_ name: String) async throws -> any SearchEngine { try await all.open(name) }
    func begin(_ model: IndexModel, madeBy: String) async throws -> any GenerationDraft {
        try await all.begin(model, madeBy: madeBy)
    }
    func activate(_ name: String) async throws { try await all.activate(name) }
    func rollBack() async throws -> String { try await all.rollBack() }
    func drop(_ name: String) async throws { try await all.drop(name) }
    func prune(keeping count: Int) async throws -> [String] { try await all.prune(keeping: count) }
    func attach(_ name: String, _ bytes: Data, to generation: String) async throws {
        try await all.attach(name, bytes, to: generation)
    }
    func attachment(_ name: String, of generation: String) async throws -> Data? {
        try await all.attachment(name, of: generation)
    }
    func scratch(_ model: IndexModel) async throws -> any SearchEngine { try await all.scratch(model) }
}
