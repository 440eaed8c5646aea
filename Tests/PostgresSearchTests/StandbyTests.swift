import Foundation
import PostgresTestSupport
import SoukPostgresSearch
import SoukSearch
import Testing

/// A real standby by `pg_basebackup`, which is promoted when the primary is lost.
@Suite(
    .enabled(if: PostgresServer.isAvailable, Comment(rawValue: PostgresServer.reason)),
    .timeLimit(.minutes(15)))
struct StandbyTests {
    private func listings(_ range: Range<Int>) -> [IndexedListing] { AcknowledgedBatches.listings(range) }

    @Test func aPromotedStandbyIsFollowedAndNothingAcknowledgedIsLost() async throws {
        let primary = try PostgresServer()
        defer { primary.stop() }
        let standby = try PostgresServer(following: primary)
        defer { standby.stop() }
        // Acknowledged is what the standby has, too.
        try primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        try primary.sql("SELECT pg_reload_conf()")
        while try primary.sql("SELECT sync_state FROM pg_stat_replication") != "sync" {
            try await Task.sleep(for: .milliseconds(20))
        }
        let hosts = "\(primary.folder.path),\(standby.folder.path)"
        let all = PostgresGenerations(
            try PostgresAddress(
                "postgres:///postgres?host=\(hosts)&user=souk&target_session_attrs=read-write"))
        let name = try await all.build(.none, madeBy: "test") { try await $0.add(listings(0..<10)) }.name
        try await all.activate(name)
        let engine = try await all.openCurrent()
        #expect(try await all.facts().contains { $0.name == "role" && $0.value == "primary" })
        // A standby that is named alone reads, and refuses to be written to.
        let reading = PostgresGenerations(
            try PostgresAddress("postgres:///postgres?host=\(standby.folder.path)&user=souk"))
        while try await reading.current() != name { try await Task.sleep(for: .milliseconds(20)) }
        let reader = try await reading.openCurrent()
        #expect(try await reader.search(RetrievalRequest(words: WordQuery("lomu"))).total == 10)
        #expect(try await reading.facts().contains { $0.name == "lag in seconds" })
        do {
            try await reader.upsert(listings(0..<1))
            Issue.record("a standby was written to")
        } catch {
            #expect("\(error)".contains("name the primary"), "\(error)")
        }

        let acknowledged = AcknowledgedBatches()
        let writer = acknowledged.write(to: engine)
        try await acknowledged.wait(for: 5)
        try primary.lose()
        _ = await writer.result
        let last = await acknowledged.last
        #expect(try standby.sql("SELECT pg_promote(true, 300)") == "t")
        // The engine that was open goes on, and so do the generations.
        let page = try await engine.search(RetrievalRequest(words: WordQuery("lomu"), limit: 100_000))
        #expect(page.hits.count % 10 == 0 && page.hits.count >= (last + 1) * 10)
        try await engine.upsert([IndexedListing(id: "new", title: "kaba")])
        #expect(try await engine.search(RetrievalRequest(words: WordQuery("kaba"))).total == page.total + 1)
        #expect(try await all.current() == name)
        #expect(try await all.list(.everything).map(\.damage) == [nil])
    }
}
