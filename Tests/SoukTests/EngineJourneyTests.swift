import Foundation
import PostgresTestSupport
import Testing

/// The real program with its index in a PostgreSQL database: there, back, and looked after.
@Suite(
    .enabled(if: PostgresServer.isAvailable, Comment(rawValue: PostgresServer.reason)), .serialized,
    .timeLimit(.minutes(10)))
struct EngineJourneyTests {
    private struct Market {
        let folder: URL
        let engine: String

        init() throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                "souk-engine-\(UUID().uuidString)")
            engine = try #require(PostgresServer.shared).address()
            let sample = folder.appendingPathComponent("sample").path
            let made = try Program.run(
                "sample", sample, "--listings", "300", "--seed", "3", "--without-photos", "--quiet")
            try #require(made.status == 0, "\(made.errors)")
            try #require(run("import", "--listings", sample + "/Products.csv").status == 0)
        }

        func run(_ arguments: String...) throws -> Program.Run {
            try Program.run(
                arguments + ["--workspace", folder.appendingPathComponent("workspace").path, "--quiet"])
        }

        /// The ids that a search finds, the best first.
        func found(_ words: String, _ engine: String) throws -> [String] {
            let answer = try run("search", words, "--engine", engine, "--json")
            try #require(answer.status == 0, "\(answer.errors)")
            let results = try answer.json()["results"] as? [[String: Any]] ?? []
            return results.compactMap { ($0["listing"] as? [String: Any])?["id"] as? String }
        }
    }

    @Test func toPostgresAndBack() throws {
        let market = try Market()
        defer { try? FileManager.default.removeItem(at: market.folder) }
        let missing = try market.run("search", "sofa", "--engine", market.engine)
        #expect(missing.status == 1 && missing.errors.contains("souk index"), "\(missing.errors)")
        #expect(try market.run("engine", "init", "--engine", market.engine).status == 0)
        #expect(try market.run("index").status == 0)
        let loaded = try market.run("engine", "load", "--engine", market.engine)
        #expect(loaded.status == 0 && loaded.output.contains("which serves"), "\(loaded.errors)")
        for words in ["sofa", "oak table", "lamp", "chairs"] {
            let (embedded, postgres) = (
                try market.found(words, "embedded"), try market.found(words, market.engine)
            )
            #expect(!postgres.isEmpty)
            #expect(Set(embedded) == Set(postgres), "\(words)")
        }
        let checked = try market.run("engine", "check", "--engine", market.engine)
        #expect(checked.status == 0 && checked.output.contains("pgvector"), "\(checked.output)")
        let built = try market.run("index", "--engine", market.engine)
        #expect(built.status == 0, "\(built.errors)")
        #expect(try market.run("index", "rollback", "--engine", market.engine).status == 0)
        #expect(try market.run("engine", "verify", "--engine", market.engine).status == 0)
        let back = try market.run("engine", "load", "--engine", "embedded", "--from", market.engine)
        #expect(back.status == 0, "\(back.errors)")
        // Which listings are found is equal; equal scores may stand in another order.
        #expect(try Set(market.found("sofa", "embedded")) == Set(market.found("sofa", market.engine)))
    }

    @Test func anotherEngineIsRefused() throws {
        let market = try Market()
        defer { try? FileManager.default.removeItem(at: market.folder) }
        let run = try market.run("index", "--engine", "mysql://somewhere")
        #expect(run.status == 2 && run.errors.contains("postgres://"), "\(run.errors)")
    }
}
