import Foundation
import PostgresTestSupport
import SoukCatalog
import SoukPostgresSearch
import SoukSearch
import Testing

/// An index in three databases answers as one in a single database does, or says what is missing.
@Suite(
    .enabled(if: PostgresServer.three != nil, Comment(rawValue: PostgresServer.reason)),
    .timeLimit(.minutes(15)))
struct ShardTests {
    private func addresses() throws -> [PostgresAddress] {
        try #require(PostgresServer.three).map { try PostgresAddress($0.address()) }
    }

    private func listings(_ count: Int) -> [IndexedListing] {
        var random = SplitMix64(seed: 8)
        let words = ["kaba", "lomu", "nitro", "pavo", "ruku", "tizo", "zako", "lamps", "lamp", "standing"]
        return (0..<count).map { number in
            // Of a word with a higher place there are fewer.
            let text = (0..<Int.random(in: 2...8, using: &random)).map { _ in
                words[min(words.count - 1, Int.random(in: 0..<100, using: &random).leadingZeroBitCount - 57)]
            }
            return IndexedListing(
                id: "ad-\(number)", title: text.joined(separator: " "), price: number, hasPhoto: true)
        }
    }

    private func failure(_ body: () async throws -> Void) async -> String {
        do { try await body() } catch { return "\(error)" }
        return ""
    }

    /// A word is as rare as among the listings of all databases, so scores are those of one index.
    @Test func scoresAreThoseOfOneDatabase() async throws {
        let all = try addresses()
        let parts = try await PostgresGenerations(all).scratch(.none)
        let whole = try await PostgresGenerations(PostgresAddress(#require(PostgresServer.shared).address()))
            .scratch(.none)
        for engine in [parts, whole] {
            try await engine.upsert(listings(400))
            try await engine.delete((0..<50).map { "ad-\($0 * 3)" })
        }
        for text in [
            "kaba lomu", "tizo", "lamp", "nitro pavo ruku", "\"kaba lomu\"", "kabba nitro", "lomu -tizo",
        ] {
            let request = RetrievalRequest(words: WordQuery(text), limit: 1_000, facets: FacetRequest())
            let (own, other) = (try await parts.search(request), try await whole.search(request))
            #expect(own.total == other.total && own.facets == other.facets)
            #expect(own.match == other.match, "\(text)")
            let known = Dictionary(
                other.hits.map { ($0.id, $0.words?.score ?? 0) }, uniquingKeysWith: { first, _ in first })
            #expect(Set(own.hits.map(\.id)) == Set(known.keys))
            for hit in own.hits {
                #expect(abs((hit.words?.score ?? 0) - (known[hit.id] ?? 0)) < 1e-9, "\(text): \(hit.id)")
            }
            let scores = own.hits.map { $0.words?.score ?? 0 }
            #expect(scores == scores.sorted(by: >))
            // The best few are the best of all databases, as far as one database finds them.
            var few = request
            few.limit = 7
            let best = try await parts.search(few).hits.compactMap { $0.words?.score }
            let single = try await whole.search(few).hits.compactMap { $0.words?.score }
            #expect(best.count == 7 && best == best.sorted(by: >))
            #expect(zip(best, single).allSatisfy { $0 > $1 - 1e-9 }, "\(text): \(best) \(single)")
        }
    }

    @Test func aDatabaseThatIsMissingIsAnErrorThatNamesIt() async throws {
        let lost = try PostgresServer()
        defer { lost.stop() }
        let all = try addresses()
        let parts = [all[0], try PostgresAddress(lost.address()), all[2]]
        let generations = try PostgresGenerations(parts)
        let name = try await generations.build(.none, madeBy: "test") { try await $0.add(listings(60)) }.name
        try await generations.activate(name)
        let engine = try await generations.openCurrent()
        let kaba = RetrievalRequest(words: WordQuery("kaba"), limit: 100)
        let before = try await engine.search(kaba)
        // One that comes back needs no restart of anybody.
        try lost.crash()
        #expect(try await engine.search(kaba).hits.map(\.id) == before.hits.map(\.id))
        lost.stop()
        for said in [
            await failure { _ = try await engine.search(kaba) },
            await failure { _ = try await engine.scan(ScanRequest()) },
            await failure { _ = try await engine.state() },
            await failure { try await engine.upsert(listings(60)) },
            await failure { _ = try await generations.list(.names) },
        ] {
            #expect(said.contains(parts[1].shown) && said.contains("Check that the server runs"), "\(said)")
        }
    }

    /// A missing database is named and left out where that is allowed, whichever it is.
    @Test(arguments: [0, 1, 2]) func aTaskMayDoWithoutADatabase(_ number: Int) async throws {
        let lost = try PostgresServer()
        defer { lost.stop() }
        var parts = try addresses()
        parts[number] = try PostgresAddress(lost.address())
        let engine = try await built(parts)
        let request = RetrievalRequest(words: WordQuery("kaba"), limit: 100, facets: FacetRequest())
        let whole = try await engine.search(request)
        try lost.lose()
        let said = await failure { _ = try await engine.search(request) }
        #expect(said.contains("part \(number + 1) of 3") && said.contains(parts[number].shown), "\(said)")

        let missing = MissingParts()
        let (page, kept, later, fetched) = try await MissingParts.$tolerated.withValue(missing) {
            let page = try await engine.search(request)
            let items = page.hits.map { KeptResult(id: $0.id, note: []) }
            let kept = try await engine.answers.keep(items, continuation: [])
            return (
                page, items.count, try await engine.answers.page(kept, limit: 200),
                try await engine.fetch(whole.hits.map(\.id), .summary)
            )
        }
        #expect(missing.parts == ["part \(number + 1) of 3"])
        let (found, all) = (Set(page.hits.map(\.id)), Set(whole.hits.map(\.id)))
        #expect(found.isStrictSubset(of: all) && !found.isEmpty)
        #expect(page.total == found.count && page.facets?.total == found.count)
        #expect(later.items.count == kept)
        #expect(Set(fetched.keys.map(\.text)) == found)
        // A walk over everything is whole, or an error.
        let walk = await MissingParts.$tolerated.withValue(MissingParts()) {
            await failure { _ = try await engine.scan(ScanRequest()) }
        }
        #expect(walk.contains("part \(number + 1) of 3"), "\(walk)")
    }

    /// A database that takes connections and answers nothing has a time of its own.
    @Test func aStalledDatabaseIsMissing() async throws {
        let slow = try PostgresServer()
        defer { slow.stop() }
        let servers = try #require(PostgresServer.three)
        let parts = try [servers[0], servers[1], slow].map {
            try PostgresAddress($0.address(shardDeadline: 15))
        }
        let engine = try await built(parts)
        let request = RetrievalRequest(words: WordQuery("kaba"), limit: 100)
        let whole = try await engine.search(request).hits.map(\.id)
        try slow.stall()
        async let strict = failure { _ = try await engine.search(request) }
        let missing = MissingParts()
        let some = await failure {
            let page = try await MissingParts.$tolerated.withValue(missing) {
                try await engine.search(request)
            }
            #expect(Set(page.hits.map(\.id)).isStrictSubset(of: whole) && !page.hits.isEmpty)
        }
        let said = await strict
        try slow.goOn()
        #expect(said.contains("part 3 of 3") && said.contains("no answer within 15"), "\(said)")
        #expect(some.isEmpty && missing.parts == ["part 3 of 3"], "\(some)")
        while await !failure({ _ = try await engine.search(request) }).isEmpty {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await engine.search(request).hits.map(\.id) == whole)
        // Searches that may do without it come back to it, too.
        while true {
            let missing = MissingParts()
            let hits = try await MissingParts.$tolerated.withValue(missing) {
                try await engine.search(request).hits
            }
            if missing.parts.isEmpty {
                #expect(hits.map(\.id) == whole)
                break
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private func built(_ parts: [PostgresAddress]) async throws -> any SearchEngine {
        let generations = try PostgresGenerations(parts)
        let name = try await generations.build(.none, madeBy: "test") { try await $0.add(listings(60)) }.name
        try await generations.activate(name)
        return try await generations.openCurrent()
    }

    /// The first database's pointer decides; the others' only follow.
    @Test func anActivationThatWasCutOffIsToldAndChangesNothing() async throws {
        let servers = try #require(PostgresServer.three)
        let namespace = "c\(UInt32.random(in: 0...UInt32.max))"
        let all = try servers.map { try PostgresAddress($0.address(namespace: namespace)) }
        let generations = try PostgresGenerations(all)
        var names: [String] = []
        for count in [30, 60] {
            names.append(
                try await generations.build(.none, madeBy: "test") { try await $0.add(listings(count)) }.name)
        }
        try await generations.activate(names[0])
        #expect(try await generations.differences().isEmpty)
        try servers[2].sql("UPDATE \(namespace).pointer SET current = '\(names[1])'")
        #expect(try await generations.current() == names[0])
        #expect(try await generations.openCurrent().state().listings == 30)
        let told = try await generations.differences()
        #expect(told.count == 1 && told[0].contains(all[2].shown) && told[0].contains(names[1]))
        await #expect(throws: RetrievalError.self) { try await generations.drop(names[0]) }
        try await generations.activate(names[1])
        #expect(try await generations.differences().isEmpty)
        #expect(try await generations.openCurrent().state().listings == 60)
    }

    /// A build that was cut off after some databases were done counts nowhere, and the next one clears it away.
    @Test func aBuildThatWasCutOffCountsNowhere() async throws {
        let servers = try #require(PostgresServer.three)
        let namespace = "b\(UInt32.random(in: 0...UInt32.max))"
        let generations = try PostgresGenerations(
            servers.map { try PostgresAddress($0.address(namespace: namespace)) })
        let cut = try await generations.build(.none, madeBy: "test") { try await $0.add(listings(30)) }.name
        // As when the program died before the first database, which is the last to be finished.
        try servers[0].sql("UPDATE \(namespace).generations SET manifest = NULL")
        #expect(try await generations.list(.everything).isEmpty)
        #expect(try await generations.differences().count == 2)
        await #expect(throws: RetrievalError.self) { try await generations.activate(cut) }
        let next = try await generations.build(.none, madeBy: "test") { try await $0.add(listings(20)) }.name
        #expect(try await generations.list(.everything).map(\.name) == [next])
        #expect(try await generations.differences().isEmpty)
        for server in servers {
            #expect(try server.sql("SELECT count(*) FROM \(namespace).generations") == "1")
        }
    }

    /// Fewer addresses, or others, or another order would make answers silently short.
    @Test func partsAreNotTakenForTheWhole() async throws {
        let all = try addresses()
        let name = try await PostgresGenerations(all).build(.none, madeBy: "test") {
            try await $0.add(listings(30))
        }.name
        for wrong in [[all[0]], [all[0], all[1]], [all[1], all[0], all[2]]] {
            let said = await failure { _ = try await PostgresGenerations(wrong).open(name) }
            #expect(said.contains("part") && said.contains("same order"), "\(wrong.count): \(said)")
        }
        #expect(throws: RetrievalError.self) { try PostgresGenerations([all[0], all[0]]) }
        #expect(throws: RetrievalError.self) { try PostgresGenerations([]) }
    }
}
