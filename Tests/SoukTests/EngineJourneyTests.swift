import Foundation
import PostgresTestSupport
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

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

    /// What four workers embedded, loaded into a database: the answers of an index that one program builds.
    @Test func whatWorkersEmbeddedIsLoaded() throws {
        let market = try Market()
        defer { try? FileManager.default.removeItem(at: market.folder) }
        let segments = market.folder.appendingPathComponent("segments").path
        #expect(try market.run("index").status == 0)
        for shard in ["0/4", "1/4", "2/4", "3/4"] {
            let run = try market.run("embed", "--into", segments, "--shard", shard)
            #expect(run.status == 0, "\(run.errors)")
        }
        let loaded = try market.run("engine", "load", "--engine", market.engine, "--embedded", segments)
        #expect(loaded.status == 0 && loaded.output.contains("which serves"), "\(loaded.errors)")
        for words in ["sofa", "oak table", "lamp", "chairs"] {
            let (embedded, postgres) = (
                try market.found(words, "embedded"), try market.found(words, market.engine)
            )
            #expect(!postgres.isEmpty && Set(embedded) == Set(postgres), "\(words)")
        }
        let away = try market.run(
            "engine", "load", "--engine", "postgres:///none?host=/nowhere", "--embedded", segments)
        #expect(away.status == 75, "\(away.errors)")
    }

    /// Several databases by one option or by several, and `souk serve` twice over them, each with a workspace of its
    /// own: the same answers, and what one writes the other shows.
    @Test func severalDatabasesServeTwice() async throws {
        let market = try Market()
        defer { try? FileManager.default.removeItem(at: market.folder) }
        let all = try #require(PostgresServer.three).map { $0.address() }
        #expect(try market.run("index").status == 0)
        let loaded = try market.run(
            "engine", "load", "--engine", all[0], "--engine", all[1], "--engine", all[2])
        #expect(loaded.status == 0 && loaded.output.contains("which serves"), "\(loaded.errors)")
        let named = all.joined(separator: " ")
        for words in ["sofa", "oak table", "lamp"] {
            let parts = try market.found(words, named)
            let embedded = try market.found(words, "embedded")
            #expect(!parts.isEmpty && Set(parts) == Set(embedded), "\(words)")
        }
        let checked = try market.run("engine", "check", "--engine", named)
        #expect(checked.status == 0 && checked.output.contains("part 3, pgvector"), "\(checked.output)")
        let part = try market.run("engine", "check", "--engine", all[1])
        #expect(part.status == 1 && part.output.contains("part 2 of 3"), "\(part.output)")

        let copy = market.folder.appendingPathComponent("copy")
        try FileManager.default.copyItem(at: market.folder.appendingPathComponent("workspace"), to: copy)
        let writer = try Program.start(
            ["serve", "--port", "0", "--engine", named, "--workspace"]
                + [market.folder.appendingPathComponent("workspace").path])
        let reader = try Program.start(
            ["serve", "--port", "0", "--engine", named, "--workspace", copy.path])
        let (said, other) = (try await writer.announcement(), try await reader.announcement())
        let (one, two) = (try #require(said["Souk is at"]), try #require(other["Souk is at"]))
        for query in ["sofa", "oak%20table", "lamp&sort=cheapest", "chair&max_price=50"] {
            let (own, other) = (try await results(one, query), try await results(two, query))
            #expect(own == other, "\(query)")
        }
        #expect(try await !results(one, "sofa").isEmpty)
        var put = URLRequest(url: try #require(URL(string: one + "/v1/listings/new-1")))
        put.httpMethod = "PUT"
        put.httpBody = Data(#"{"title": "Zyxwvut sofa", "price": "90"}"#.utf8)
        let token = try #require(said["Token of this run, for all that changes something:"])
        put.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        put.setValue("application/json", forHTTPHeaderField: "Content-Type")
        let (answer, response) = try await URLSession.shared.data(for: put)
        #expect(
            [200, 201].contains((response as? HTTPURLResponse)?.statusCode),
            "\(String(decoding: answer, as: UTF8.self))")
        #expect(try await results(one, "zyxwvut") == ["new-1"])
        #expect(try await results(two, "zyxwvut") == ["new-1"])
        for service in [writer, reader] {
            kill(service.process.processIdentifier, SIGTERM)
            service.process.waitUntilExit()
            let run = try service.finished()
            #expect(run.status == 0, "\(run.errors)")
        }
    }

    /// The ids that a service finds, the best first.
    private func results(_ address: String, _ query: String) async throws -> [String] {
        let url = try #require(URL(string: "\(address)/v1/search?limit=50&q=\(query)"))
        let (data, _) = try await URLSession.shared.data(from: url)
        let answer = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let results = try #require(answer["results"] as? [[String: Any]], "\(answer)")
        return results.compactMap {
            ($0["listing"] as? [String: Any])?["id"] as? String ?? $0["id"] as? String
        }
    }

    @Test func anotherEngineIsRefused() throws {
        let market = try Market()
        defer { try? FileManager.default.removeItem(at: market.folder) }
        let run = try market.run("index", "--engine", "mysql://somewhere")
        #expect(run.status == 2 && run.errors.contains("postgres://"), "\(run.errors)")
    }
}
