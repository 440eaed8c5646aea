import Foundation
import PostgresTestSupport
import SoukPostgresSearch
import SoukSearch
import Testing

/// Servers that die, stall and refuse: nothing that was acknowledged is lost, nothing is silently short, and no
/// restart is needed.
@Suite(
    .enabled(if: PostgresServer.isAvailable, Comment(rawValue: PostgresServer.reason)),
    .timeLimit(.minutes(15)))
struct FaultTests {
    private func shared() throws -> PostgresServer { try #require(PostgresServer.shared) }

    private func listings(_ range: Range<Int>) -> [IndexedListing] {
        AcknowledgedBatches.listings(range)
    }

    /// What a call throws, as its description.
    private func failure(_ body: () async throws -> Void) async -> String {
        do { try await body() } catch { return "\(error)" }
        return ""
    }

    @Test func aCrashedServerLosesNothingThatWasAcknowledged() async throws {
        let server = try PostgresServer(settings: ["fsync=on"])
        defer { server.stop() }
        let all = PostgresGenerations(try PostgresAddress(server.address()))
        let name = try await all.build(.none, madeBy: "test") { try await $0.add(listings(0..<10)) }.name
        try await all.activate(name)
        let engine = try await all.openCurrent()
        let acknowledged = AcknowledgedBatches()
        let writer = acknowledged.write(to: engine)
        try await acknowledged.wait(for: 5)
        try server.crash()
        _ = await writer.result
        let last = await acknowledged.last
        // The same engine goes on, on new connections.
        let page = try await engine.search(RetrievalRequest(words: WordQuery("lomu"), limit: 100_000))
        #expect(page.hits.count % 10 == 0, "batches are whole")
        #expect(page.hits.count >= (last + 1) * 10)
        #expect(try await engine.state().listings == page.hits.count)
        #expect(try await all.list(.everything).map(\.damage) == [nil])
        try await engine.upsert(listings(0..<10))
        #expect(try await engine.state().listings == page.hits.count)
    }

    /// libpq closes the sockets of a lost server by itself, and the system gives their numbers to the next connections:
    /// those must not be taken for the old ones.
    @Test func aLostServerLeavesConnectionsToAnotherAlone() async throws {
        let server = try PostgresServer()
        defer { server.stop() }
        let other = try PostgresAddress(shared().address())
        let lost = try PostgresGenerations([PostgresAddress(server.address())])
        _ = try await lost.build(.none, madeBy: "test") { try await $0.add(listings(0..<10)) }
        for _ in 0..<5 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<16 { group.addTask { _ = try await lost.list(.names) } }
                try await group.waitForAll()
            }
            // All of them idle, they end at once, while others are made.
            async let crash: Void = server.crash()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<20 { _ = try await PostgresGenerations(other).list(.names) }
                    }
                }
                try await group.waitForAll()
            }
            try await crash
        }
    }

    @Test func aServerThatCannotBeReachedIsAnErrorThatNamesIt() async throws {
        let address = try PostgresAddress("postgres://someone:secret@/postgres?host=/tmp/no-such-folder")
        let said = await failure { _ = try await PostgresGenerations(address).current() }
        #expect(said.contains("postgres://someone@/postgres") && said.contains("Check that the server runs"))
        #expect(!said.contains("secret"))
    }

    @Test func aWrongPasswordIsNamedAndNotShown() async throws {
        let server = try shared()
        let role = "guarded\(UInt32.random(in: 0...UInt32.max))"
        try server.sql("CREATE ROLE \(role) LOGIN PASSWORD 'right'")
        let file = server.folder.appendingPathComponent("data/pg_hba.conf")
        let rules = try String(contentsOf: file, encoding: .utf8)
        try Data("local all \(role) scram-sha-256\n\(rules)".utf8).write(to: file)
        try server.sql("SELECT pg_reload_conf()")
        let address = try PostgresAddress(
            "postgres://\(role):wrong-word@/postgres?host=\(server.folder.path)")
        // Until the server has read its new rules, anybody may come in.
        var said = ""
        while said.isEmpty {
            try await Task.sleep(for: .milliseconds(20))
            said = await failure { _ = try await PostgresGenerations(address).current() }
        }
        #expect(said.contains("password") && said.contains("PGPASSWORD") && !said.contains("wrong-word"))
    }

    @Test func aMissingExtensionIsNamed() async throws {
        let server = try shared()
        let role = "plain\(UInt32.random(in: 0...UInt32.max))"
        try server.sql("CREATE ROLE \(role) LOGIN")
        try server.sql("CREATE DATABASE \(role)")
        let address = try PostgresAddress(
            "postgres://\(role)@/\(role)?host=\(server.folder.path)")
        let said = await failure { try await PostgresGenerations(address).prepare() }
        #expect(said.contains("the extension vector is missing") && said.contains("CREATE EXTENSION vector"))
    }

    @Test func tablesOfAnotherVersionAreRefused() async throws {
        let server = try shared()
        let namespace = "v\(UInt32.random(in: 0...UInt32.max))"
        let address = try PostgresAddress(server.address(namespace: namespace))
        let all = PostgresGenerations(address)
        let name = try await all.build(.none, madeBy: "test") { try await $0.add(listings(0..<3)) }.name
        try await all.activate(name)
        let schema = try server.sql("SELECT schema_name FROM \(namespace).generations")
        try server.sql("UPDATE \(schema).state SET schema = 99")
        let opened = await failure { _ = try await PostgresGenerations(address).openCurrent() }
        #expect(opened.contains("version 99") && opened.contains("damaged"))
        #expect(try await all.list(.opening).first?.damage?.contains("version 99") == true)
        try server.sql("UPDATE \(namespace).pointer SET control = 77")
        let listed = await failure { _ = try await PostgresGenerations(address).list(.names) }
        #expect(listed.contains("version 77"))
    }

    @Test func aGenerationThatWasDroppedElsewhereIsAnError() async throws {
        let all = PostgresGenerations(try PostgresAddress(try shared().address()))
        let names = [
            try await all.build(.none, madeBy: "test") { try await $0.add(listings(0..<3)) }.name,
            try await all.build(.none, madeBy: "test") { try await $0.add(listings(0..<4)) }.name,
        ]
        let engine = try await all.open(names[0])
        try await PostgresGenerations(all.addresses).drop(names[0])
        let said = await failure { _ = try await engine.search(RetrievalRequest(words: WordQuery("kaba"))) }
        #expect(said.contains("does not exist"))
        #expect(try await all.open(names[1]).state().listings == 4)
    }

    /// What waits for a lock ends by its deadline, by its task's cancellation, or by the server's own timeout, while
    /// the lock is still held; nothing of it stays on the server.
    @Test func waitingStatementsEndBeforeWhatTheyWaitFor() async throws {
        let server = try shared()
        let address = server.address()
        let engine = try await PostgresGenerations(PostgresAddress(address)).scratch(.none)
        try await engine.upsert(listings(0..<50))
        let lock = try server.lock("\(engine.generation).listings")
        let kaba = RetrievalRequest(words: WordQuery("kaba"))
        var hurried = kaba
        hurried.deadline = .now + .milliseconds(300)
        await #expect(throws: RetrievalError.deadline) { try await engine.search(hurried) }
        #expect(try lock.isHeld, "a deadline waits for nobody")
        try await until { try lock.waiting == 0 }
        let late = Task { try await engine.search(kaba) }
        try await until { try lock.waiting == 1 }
        late.cancel()
        await #expect(throws: CancellationError.self) { try await late.value }
        #expect(try lock.isHeld, "nor does who was cancelled")
        try await until { try lock.waiting == 0 }
        lock.release()
        #expect(try await engine.search(kaba).total == 50)
    }

    @Test func theServersOwnTimeoutIsAnErrorThatSaysSo() async throws {
        let server = try shared()
        let namespace = "t\(UInt32.random(in: 0...UInt32.max))"
        let address = server.address(namespace: namespace)
        let all = PostgresGenerations(try PostgresAddress(address))
        let name = try await all.build(.none, madeBy: "test") { try await $0.add(listings(0..<3)) }.name
        let schema = try server.sql("SELECT schema_name FROM \(namespace).generations")
        let lock = try server.lock("\(schema).listings")
        let hurried = try PostgresAddress("\(address)&options=-c%20statement_timeout%3D200")
        let said = await failure {
            let engine = try await PostgresGenerations(hurried).open(name)
            _ = try await engine.search(RetrievalRequest(words: WordQuery("kaba")))
        }
        #expect(said.contains("statement_timeout"))
        #expect(try lock.isHeld)
        lock.release()
        #expect(try await all.open(name).search(RetrievalRequest(words: WordQuery("kaba"))).total == 3)
    }

    /// Waits for what another program does; the suite's time limit bounds it.
    private func until(_ condition: () throws -> Bool) async throws {
        while try !condition() { try await Task.sleep(for: .milliseconds(20)) }
    }

    @Test func oneBuildAtATime() async throws {
        let address = try PostgresAddress(try shared().address())
        let first = try await PostgresGenerations(address).begin(.none, madeBy: "test")
        let said = await failure { _ = try await PostgresGenerations(address).begin(.none, madeBy: "test") }
        #expect(said.contains("another index is being built"))
        await first.cancel()
        let next = try await PostgresGenerations(address).begin(.none, madeBy: "test")
        await next.cancel()
    }

    /// More callers than connections: all are answered.
    @Test func manyCallersShareFewConnections() async throws {
        let all = PostgresGenerations(try PostgresAddress(try shared().address()))
        let engine = try await all.scratch(.none)
        try await engine.upsert(listings(0..<20))
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    try await engine.search(RetrievalRequest(words: WordQuery("kaba"))).hits.count
                }
            }
            for try await count in group { #expect(count == 20) }
        }
    }
}
