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
    @Test func toPostgresAndBack() throws {
        let market = try EngineMarket()
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

    /// `deploy/souk.slurm` as Slurm runs it, four tasks an array: the answers of an index that one program builds.
    @Test func arraysOfFourTasksMakeAnIndex() throws {
        let market = try EngineMarket()
        defer { try? FileManager.default.removeItem(at: market.folder) }
        #expect(try market.run("index").status == 0)
        let shared = market.folder.appendingPathComponent("shared")
        try FileManager.default.createDirectory(at: shared, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: market.folder.appendingPathComponent("sample/Products.csv"),
            to: shared.appendingPathComponent("listings.csv"))
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("deploy/souk.slurm").path
        func run(_ step: String, task: Int?, engine: String) throws -> Int32 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            var variables = [
                "SOUK=\(try Program.executable().path)", "SOUK_FOLDER=\(shared.path)",
                "SOUK_ENGINE=\(engine)",
            ]
            if let task {
                variables += [
                    "SLURM_ARRAY_TASK_ID=\(task)", "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_COUNT=4",
                ]
            }
            process.arguments = variables + ["bash", script, step]
            (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        for task in 0..<4 { #expect(try run("clean", task: task, engine: market.engine) == 0) }
        #expect(try run("import", task: nil, engine: market.engine) == 0)
        #expect(try run("load", task: nil, engine: market.engine) == 1, "nothing is embedded yet")
        for task in 0..<4 { #expect(try run("embed", task: task, engine: market.engine) == 0) }
        #expect(try run("load", task: nil, engine: "postgres:///none?host=/nowhere") == 75)
        #expect(try run("load", task: nil, engine: market.engine) == 0)
        for words in ["sofa", "oak table", "lamp", "chairs"] {
            let (embedded, postgres) = (
                try market.found(words, "embedded"), try market.found(words, market.engine)
            )
            #expect(!postgres.isEmpty && Set(embedded) == Set(postgres), "\(words)")
        }
    }

    /// Several databases by one option or by several, and `souk serve` twice over them, each with a workspace of its
    /// own: the same answers, and what one writes the other shows.
    @Test func severalDatabasesServeTwice() async throws {
        let market = try EngineMarket()
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

    /// One of three databases is killed under a service: an error unless the request allows less, and then the answer and the
    /// page name what is missing.
    @Test func aServiceWithoutADatabase() async throws {
        let market = try EngineMarket()
        defer { try? FileManager.default.removeItem(at: market.folder) }
        let lost = try PostgresServer()
        defer { lost.stop() }
        var all = try #require(PostgresServer.three).map { $0.address(shardDeadline: 8) }
        all[1] = lost.address(shardDeadline: 8)
        let named = all.joined(separator: " ")
        #expect(try market.run("index").status == 0)
        #expect(try market.run("engine", "load", "--engine", named).status == 0)
        let served = try await Served(
            market.folder.appendingPathComponent("workspace").path, ["--engine", named])
        defer { kill(served.pid, SIGKILL) }
        let whole = try await results(served.address, "vintage&allow_partial=true")
        #expect(try await !served.ask("/v1/search?q=vintage&allow_partial=true").text.contains("\"partial\""))
        try lost.lose()

        let refused = try await served.ask("/v1/search?q=vintage")
        #expect(refused.status == 503 && refused.text.contains("search.part_missing"), "\(refused.text)")
        #expect(!refused.text.contains(lost.folder.path), "buyers learn of no servers")
        let (status, text) = try await served.ask("/v1/search?q=vintage&limit=1&allow_partial=true")
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(status == 200 && answer["partial"] as? Bool == true, "\(text)")
        #expect(answer["missing"] as? [String] == ["part 2 of 3"])
        let some = try await results(served.address, "vintage&allow_partial=true")
        #expect(Set(some).isStrictSubset(of: whole) && some.count > 1, "\(some)")
        let cursor = try #require(answer["cursor"] as? String)
        let later = try await served.ask("/v1/search?limit=1&allow_partial=true&cursor=\(cursor)")
        #expect(later.status == 200, "\(later.text)")
        for path in ["/v1/listings/\(some[0])/similar", "/v1/buyers/ana/recommendations"] {
            let refused = try await served.ask(path, token: served.token)
            #expect(refused.status == 503 && refused.text.contains("search.part_missing"), "\(refused.text)")
            let (status, text) = try await served.ask(path + "?allow_partial=true", token: served.token)
            let answer = try #require(
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect(status == 200 && answer["partial"] as? Bool == true, "\(path): \(text)")
            #expect(answer["missing"] as? [String] == ["part 2 of 3"])
            #expect((answer["results"] as? [Any])?.isEmpty == false, "\(path): \(text)")
        }
        // The pages show what there is, and say what is missing; a listing that may be there is not said to be gone.
        for path in ["/search?q=vintage", "/", "/you", "/listings/\(some[0])", "/search?like=\(some[0])"] {
            let page = try await served.ask(path)
            #expect(
                page.status == 200 && page.text.contains("part 2 of 3"), "\(path): \(page.text.suffix(2_000))"
            )
        }
        let unknown = try #require(whole.first { !some.contains($0) })
        for path in [
            "/listings/\(unknown)", "/search?like=\(unknown)",
            "/v1/listings/\(unknown)/similar?allow_partial=true",
        ] {
            let page = try await served.ask(path)
            #expect(page.status == 503, "\(path): \(page.text.suffix(2_000))")
        }
        #expect(try served.stop().status == 0)
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
        let market = try EngineMarket()
        defer { try? FileManager.default.removeItem(at: market.folder) }
        let run = try market.run("index", "--engine", "mysql://somewhere")
        #expect(run.status == 2 && run.errors.contains("postgres://"), "\(run.errors)")
    }
}
