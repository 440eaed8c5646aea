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

    @Test func readsGoToAStandbyThatHasCaughtUpAndToTheServerWhereNoneHas() async throws {
        let primary = try PostgresServer()
        defer { primary.stop() }
        let standby = try PostgresServer(following: primary)
        defer { standby.stop() }
        let all = PostgresGenerations(
            try PostgresAddress(primary.address() + "&standbys=\(standby.folder.path)"))
        let name = try await all.build(.none, madeBy: "test") { try await $0.add(listings(0..<10)) }.name
        try await all.activate(name)
        let engine = try await all.openCurrent()
        func found(_ word: String = "lomu") async throws -> Int {
            try await engine.search(RetrievalRequest(words: WordQuery(word))).total
        }
        func connections(to server: PostgresServer) throws -> Int {
            let count = try server.sql(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
                """)
            return Int(count) ?? 0
        }
        #expect(try await found() == 10)
        while try connections(to: standby) == 0 { #expect(try await found() == 10) }

        func fact() async throws -> ServerFact? {
            try await all.facts().first { $0.name.hasPrefix("reads from ") }
        }
        #expect(try await fact()?.value.hasSuffix(" s behind") == true)

        // What was written here is seen here, though the standby stands still.
        try standby.sql("SELECT pg_wal_replay_pause()")
        for number in 0..<5 {
            try await engine.upsert([IndexedListing(id: "new\(number)", title: "zupf")])
            #expect(try await found("zupf") == number + 1)
            #expect(try await engine.fetch(["new\(number)"], .summary).count == 1)
        }
        try standby.sql("SELECT pg_wal_replay_resume()")

        // One that stalls or crashes is not missed, and is read again when it is back.
        try standby.stall()
        for _ in 0..<5 { #expect(try await found("zupf") == 5) }
        try standby.goOn()
        try standby.crash()
        #expect(try await fact()?.fault == nil)
        #expect(try await found("zupf") == 5)
        while try connections(to: standby) == 0 { #expect(try await found("zupf") == 5) }

        // Without the server itself, reads go on, and writes say why they cannot.
        try primary.lose()
        for _ in 0..<5 {
            #expect(try await found("zupf") == 5)
            #expect(try await engine.fetch(["new0"], .summary).count == 1)
        }
        await #expect(throws: RetrievalError.self) {
            try await engine.upsert([IndexedListing(id: "late", title: "zupf")])
        }
    }

    @Test func shardsReadTheirOwnStandbys() async throws {
        let primaries = try (0..<2).map { _ in try PostgresServer() }
        let standbys = try primaries.map { try PostgresServer(following: $0) }
        defer { for server in standbys + primaries { server.stop() } }
        let all = try PostgresGenerations(
            zip(primaries, standbys).map { primary, standby in
                try PostgresAddress(primary.address() + "&standbys=\(standby.folder.path)")
            })
        let name = try await all.build(.none, madeBy: "test") { try await $0.add(listings(0..<20)) }.name
        try await all.activate(name)
        let engine = try await all.openCurrent()
        func found() async throws -> Int {
            try await engine.search(RetrievalRequest(words: WordQuery("lomu"))).total
        }
        #expect(try await found() == 20)
        try primaries[0].lose()
        for _ in 0..<5 { #expect(try await found() == 20) }
        try primaries[1].lose()
        for _ in 0..<5 { #expect(try await found() == 20) }
    }

    @Test(arguments: ["standbys=b,c:5433", "standbys=[::1]:5433", "standbys=/tmp/socket&allowed_lag=0"])
    func standbysAreUnderstood(options: String) throws {
        let address = try PostgresAddress(
            "postgres://souk:secret@a/shop?\(options)&target_session_attrs=read-write")
        let shown = address.standbys.map(\.shown)
        #expect(!shown.isEmpty && shown.allSatisfy { !$0.contains("secret") })
        switch options {
        case "standbys=b,c:5433":
            #expect(shown == ["postgres://souk@a/shop?host=b", "postgres://souk@a/shop?port=5433&host=c"])
        case "standbys=[::1]:5433": #expect(shown == ["postgres://souk@a/shop?port=5433&host=::1"])
        default: #expect(shown == ["postgres://souk@a/shop?host=/tmp/socket"] && address.allowedLag == .zero)
        }
        #expect(throws: RetrievalError.self) { try PostgresAddress("postgres://a/shop?allowed_lag=soon") }
    }
}
