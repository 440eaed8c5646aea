import Foundation
import PostgresTestSupport
import Testing

/// From the folder to PostgreSQL and back while buyers search: the two commands of `docs/scale.md`.
@Suite(
    .enabled(if: PostgresServer.isAvailable, Comment(rawValue: PostgresServer.reason)), .serialized,
    .timeLimit(.minutes(10)))
struct EngineSwitchTests {
    /// No search fails, each finds what it found before, and what was put is found from then on, whoever answers.
    @Test func noSearchFailsWhileTheEngineChanges() async throws {
        let market = try EngineMarket()
        defer { try? FileManager.default.removeItem(at: market.folder) }
        #expect(try market.run("index").status == 0)
        #expect(try market.run("engine", "init", "--engine", market.engine).status == 0)
        let first = try await Served(market.workspace, ["--engine", "embedded"])
        let questions = try ["sofa", "oak table", "lamp"].map { words in
            (words, Set(try market.found(words, "embedded", limit: 200)))
        }
        #expect(questions.allSatisfy { !$0.1.isEmpty })
        let searchers = Searchers(at: first, questions)
        let last = try await searchers.search(by: 3) {
            try await searchers.put("before")
            let namespace = try #require(
                market.engine.split(separator: "namespace=").last?.prefix { $0 != "&" })
            let second = try await change(
                searchers, market, loading: ["--engine", market.engine], serving: market.engine
            ) {
                try PostgresServer.shared?.sql("SELECT count(*) FROM \(namespace).generations") != "0"
            }
            try await searchers.put("there")
            let index = market.workspace + "/index"
            let own = try FileManager.default.contentsOfDirectory(atPath: index).count
            _ = try await change(
                searchers, market, loading: ["--engine", "embedded", "--from", market.engine],
                serving: "embedded"
            ) {
                try FileManager.default.contentsOfDirectory(atPath: index).count > own
            }
            #expect(!second.started.process.isRunning)
            return searchers.service
        }
        #expect(try last.stop().status == 0)
        #expect(searchers.generations.count == 3, "\(searchers.generations)")
    }

    /// Loads an index while all goes on, serves it beside the first, lets buyers go there, and stops the first.
    ///
    /// - Parameter isBuilding: whether the index is on its way.
    /// - Returns: who serves now.
    private func change(
        _ searchers: Searchers, _ market: EngineMarket, loading options: [String], serving engine: String,
        isBuilding: () throws -> Bool
    ) async throws -> Served {
        let old = searchers.service
        let load = try Program.start(
            ["engine", "load", "--workspace", market.workspace, "--quiet"] + options)
        while load.process.isRunning, try !isBuilding() { try await Task.sleep(for: .milliseconds(2)) }
        // Stopped in the middle, it takes as long as it likes.
        kill(load.process.processIdentifier, SIGSTOP)
        try await searchers.answers(12)
        try await searchers.put("during-\(options.count)")
        kill(load.process.processIdentifier, SIGCONT)
        load.process.waitUntilExit()
        let loaded = try load.finished()
        #expect(loaded.status == 0 && loaded.output.contains("which serves"), "\(loaded.errors)")
        try await searchers.answers(12)
        let next = try await Served(market.workspace, ["--engine", engine])
        try await searchers.go(to: next)
        let stopped = try old.stop()
        #expect(stopped.status == 0, "\(stopped.errors)")
        try await searchers.answers(12)
        return next
    }
}
