import Foundation
import SoukCatalog
import SoukMemorySearch
import SoukSearch
import Testing

/// What every engine must do, beside an oracle that looks at every listing.
@Suite struct EngineConformanceTests {
    // MARK: Histories

    /// Random writes, and after every few of them all kinds of searches: both engines agree.
    @Test(arguments: EngineFactory.all, [UInt64(1), 2, 3])
    func agreesWithTheOracleThroughAnyHistory(_ factory: EngineFactory, _ seed: UInt64) async throws {
        let pair = Pair(try await factory.engine(), MemorySearch(RandomListings.model))
        var random = RandomListings(seed: seed)
        for step in 0..<12 {
            try await write(&random, pair)
            if step % 3 == 2 {
                let rates = try random.rates()
                for _ in 0..<2 { try await pair.engine.use(rates) }
                try await pair.oracle.use(rates)
                #expect(try await pair.engine.state().rates == rates)
                for _ in 0..<6 { try await compare(&random, pair) }
            }
        }
        let (own, other) = (try await pair.engine.state(), try await pair.oracle.state())
        #expect(own.listings == other.listings)
        #expect(own.listings > 0)
    }

    private func write(_ random: inout RandomListings, _ pair: Pair) async throws {
        let ids = (0..<Int.random(in: 1...30, using: &random.random)).map { _ in
            "ad-\(Int.random(in: 0..<90, using: &random.random))"
        }
        switch Int.random(in: 0..<4, using: &random.random) {
        case 0:
            let gone = Array(ids.prefix(6))
            let deleted = try await pair.engine.delete(gone)
            #expect(try await pair.oracle.delete(gone) == deleted)
        case 1:
            for id in ids.prefix(4) {
                let patch = random.patch()
                let known = try await pair.oracle.fetch(id) != nil
                if known {
                    try await pair.engine.patch(id, patch)
                    try await pair.oracle.patch(id, patch)
                } else {
                    await #expect(throws: RetrievalError.unknownListing(id: id)) {
                        try await pair.engine.patch(id, patch)
                    }
                }
            }
        default:
            let batch = ids.map { random.listing($0) }
            try await pair.engine.upsert(batch)
            try await pair.oracle.upsert(batch)
        }
    }

    private func compare(_ random: inout RandomListings, _ pair: Pair) async throws {
        let listings = try await pair.oracle.scan(ScanRequest(limit: 1000)).listings
        let filter = random.filter(over: listings)
        try await pair.expectSameFacets(filter)
        try await pair.expectSameScan(filter)
        let words = random.chance(0.8) ? random.query() : nil
        var request = RetrievalRequest(words: words, filter: filter, limit: 1000, fields: .description)
        if random.chance(0.6) {
            request.model = RandomListings.model.identity
            request.vectors = [VectorField.text, .fused].map { .init(field: $0, vector: random.direction()) }
            if random.chance(0.7) {
                let all = try await pair.oracle.scan(ScanRequest(limit: 1000, fields: .all)).listings
                for query in request.vectors {
                    request.match.leastSimilarity[query.field] = random.cut(query, among: all)
                }
            }
        }
        if random.chance(0.2) { request.match.share = random.pick([0, 0.5, 1]) }
        if random.chance(0.5) { request.facets = FacetRequest(priceBounds: [1_000, 50_000]) }
        request.countsPricesWithoutRate = true
        request.scored = (0..<5).map { _ in "ad-\(Int.random(in: 0..<120, using: &random.random))" }
        try await pair.expectSameHits(request)
        try await pair.expectSameOrder(words, filter, random.pick(ScanOrder.allCases))
        try await pair.expectChoicesFindWhatWasCounted(words, filter)
    }

    // MARK: Writing

    @Test(arguments: EngineFactory.all)
    func writesAreVisibleAndIdempotent(_ factory: EngineFactory) async throws {
        let engine = try await factory.engine()
        var random = RandomListings(seed: 5)
        let listings = random.listings(40)
        for _ in 0..<2 {
            try await engine.upsert(listings + [listings[0]])
            #expect(try await engine.state().listings == 40)
            let known = try await engine.fetch(listings.map(\.id), .description)
            #expect(known.count == listings.count)
            #expect(listings.allSatisfy { known[$0.id] == $0.without(.vectors) })
        }
        #expect(try await engine.delete(["ad-0", "ad-0", "never"]) == 1)
        #expect(try await engine.delete(["ad-0"]) == 0)
        #expect(try await engine.fetch("ad-0") == nil)
        #expect(try await engine.facets().total == 39)
    }

    @Test(arguments: EngineFactory.all)
    func aBadBatchWritesNothing(_ factory: EngineFactory) async throws {
        let engine = try await factory.engine()
        let good = IndexedListing(id: "good", title: "kaba")
        for bad in [
            IndexedListing(id: "", title: "kaba"), IndexedListing(id: "n", title: "kaba", price: -1),
            IndexedListing(id: "n", title: "kaba", latitude: 91, longitude: 0),
            IndexedListing(id: "n", title: "kaba", latitude: 1),
            IndexedListing(id: "n", title: "kaba", vectors: [.text: [1, 0]]),
            IndexedListing(id: "n", title: "kaba", vectors: [.text: [Float](repeating: .nan, count: 8)]),
        ] {
            await #expect(throws: RetrievalError.self) { try await engine.upsert([good, bad]) }
        }
        #expect(try await engine.state().listings == 0)
    }

    @Test(arguments: EngineFactory.all)
    func callersChooseFields(_ factory: EngineFactory) async throws {
        let engine = try await factory.engine()
        var random = RandomListings(seed: 6)
        var listing = random.listing("a")
        listing.description = "wilqo kaba"
        listing.vectors = [.text: random.direction(), .fused: random.direction()]
        try await engine.upsert([listing])
        #expect(try await engine.fetch("a", .summary) == listing.without([.vectors, .description]))
        let part = try #require(try await engine.fetch("a", [.fusedVector, .photoVector]))
        #expect(part.description.isEmpty && Set(part.vectors.keys) == [.fused])
        let whole = try #require(try await engine.fetch("a"))
        #expect(whole.description == listing.description && Set(whole.vectors.keys) == [.text, .fused])
        for field in [VectorField.text, .fused] {
            let pairs = zip(whole.vectors[field] ?? [], listing.vectors[field] ?? [])
            #expect(pairs.map { abs($0 - $1) }.max() ?? 1 < 0.02)
        }
        let hit = try #require(
            try await engine.search(
                RetrievalRequest(words: WordQuery("wilqo"), fields: .textVector)
            ).hits.first?.listing)
        #expect(hit.description.isEmpty && Set(hit.vectors.keys) == [.text])
    }

    // MARK: Searching

    @Test(
        arguments: EngineFactory.all,
        [
            "", "   ", "-", "\"", "\"\"\"", "-kaba", "\"kaba", "'; DROP TABLE documents; --", "kaba AND NOT",
            "NEAR(kaba lomu)", "\0", "🛋️🔥", "\u{202E}kaba", "*", "kaba*", "title:kaba", "((((((((",
        ])
    func hostileQueriesAreOnlyWords(_ factory: EngineFactory, _ text: String) async throws {
        let engine = try await factory.engine()
        var random = RandomListings(seed: 7)
        try await engine.upsert(random.listings(30))
        for order in [nil, ScanOrder.newest] {
            let page = try await engine.search(
                RetrievalRequest(words: WordQuery(text), order: order, limit: 100))
            #expect(page.hits.count <= 30)
            if WordQuery(text).emptiness != nil { #expect(page.hits.isEmpty) }
        }
        let long = WordQuery(String(repeating: text + " kaba ", count: 5_000))
        #expect(try await engine.search(RetrievalRequest(words: long)).hits.count <= 30)
        #expect(try await engine.state().listings == 30)
    }

    @Test(arguments: EngineFactory.all)
    func senselessRequestsAreRefused(_ factory: EngineFactory) async throws {
        let engine = try await factory.engine()
        try await engine.upsert([IndexedListing(id: "a", title: "kaba")])
        let own = RandomListings.model.identity
        var random = RandomListings(seed: 8)
        let vector = RetrievalRequest.VectorQuery(field: .text, vector: random.direction())
        await #expect(throws: RetrievalError.wrongModel(index: own, query: "other")) {
            try await engine.search(RetrievalRequest(vectors: [vector], model: "other"))
        }
        for request in [
            RetrievalRequest(vectors: [.init(field: .text, vector: [1])], model: own),
            RetrievalRequest(filter: SearchFilter(minimumPrice: 9, maximumPrice: 1)),
            RetrievalRequest(limit: 0), RetrievalRequest(order: .nearest), RetrievalRequest(cursor: "x"),
            RetrievalRequest(order: .id, cursor: "made up"),
            RetrievalRequest(facets: FacetRequest(priceBounds: [9, 1])),
        ] {
            await #expect(throws: RetrievalError.self) { try await engine.search(request) }
        }
        await #expect(throws: RetrievalError.self) {
            try await engine.scan(ScanRequest(after: "made up"))
        }
        let bare = try await factory.engine(.none)
        await #expect(throws: RetrievalError.self) {
            try await bare.search(RetrievalRequest(vectors: [vector], model: own))
        }
    }

    /// Whatever is written between two pages, no listing that stays is shown twice or left out.
    @Test(arguments: EngineFactory.all, ScanOrder.allCases)
    func deepPagesNeitherRepeatNorLose(_ factory: EngineFactory, _ order: ScanOrder) async throws {
        let engine = try await factory.engine()
        var random = RandomListings(seed: 9)
        var stays = Set(random.listings(150).map(\.id))
        random = RandomListings(seed: 9)
        try await engine.upsert(random.listings(150))
        let filter = SearchFilter(
            near: order == .nearest ? .init(latitude: 0, longitude: 0, kilometres: 30_000) : nil)
        if order == .nearest {
            stays = Set(try await engine.scan(ScanRequest(filter, limit: 1000)).listings.map(\.id))
        }
        var (seen, cursor): ([String], String?) = ([], nil)
        for round in 0..<200 {
            let page = try await engine.search(
                RetrievalRequest(filter: filter, order: order, limit: 7, cursor: cursor))
            seen += page.hits.map(\.id)
            cursor = page.cursor
            if cursor == nil { break }
            try await engine.upsert([random.listing("late-\(round)")])
            if let victim = stays.subtracting(seen).first {
                try await engine.delete([victim])
                stays.remove(victim)
            }
        }
        #expect(cursor == nil)
        #expect(Set(seen).count == seen.count)
        #expect(stays.subtracting(seen).isEmpty && stays.count > 20)
    }

    @Test(arguments: EngineFactory.all)
    func keptAnswersStayAsTheyWere(_ factory: EngineFactory) async throws {
        let engine = try await factory.engine()
        var random = RandomListings(seed: 10)
        try await engine.upsert(random.listings(20))
        let items = (0..<20).shuffled(using: &random.random).map {
            KeptResult(id: "ad-\($0)", note: [UInt8($0), 0, 255])
        }
        let first = try await engine.answers.keep(items, continuation: [7])
        var page = try await engine.answers.page(first, limit: 6)
        #expect(page.items == Array(items.prefix(6)))
        try await engine.upsert([IndexedListing(id: "late", title: "kaba")])
        try await engine.delete([items[7].id])
        var all = page.items
        while let next = page.next {
            page = try await engine.answers.page(next, limit: 6)
            all += page.items
        }
        #expect(all == items.enumerated().filter { $0.offset != 7 }.map(\.element))
        await #expect(throws: RetrievalError.self) { try await engine.answers.page("made up", limit: 6) }
        let other = try await factory.engine()
        await #expect(throws: RetrievalError.self) { try await other.answers.page(first, limit: 6) }
    }

    /// A share that a request gives decides how much of the words' weight a listing must hold, in hits, totals,
    /// facets and orders alike.
    @Test(arguments: EngineFactory.all, [(nil, 2), (0, 12), (0.5, 6), (1, 2)] as [(Double?, Int)])
    func aShareDecidesHowMuchMustBeHeld(_ factory: EngineFactory, _ given: (share: Double?, found: Int))
        async throws
    {
        let pair = Pair(try await factory.engine(), MemorySearch(RandomListings.model))
        // Two hold both words, six the common one, four the rare one, which weighs more.
        let titles =
            [String](repeating: "kaba lomu", count: 2) + [String](repeating: "kaba dorf", count: 6)
            + [String](repeating: "lomu dorf", count: 4) + ["dorf", "zako"]
        let listings = titles.enumerated().map { IndexedListing(id: "ad-\($0)", title: $1) }
        for engine in [pair.engine, pair.oracle as any SearchEngine] {
            try await engine.upsert(listings)
            for order in [nil, ScanOrder.id] {
                let page = try await engine.search(
                    RetrievalRequest(
                        words: WordQuery("kaba lomu"), match: MatchRule(share: given.share), order: order,
                        limit: 100, facets: FacetRequest()))
                #expect(page.total == given.found && page.hits.count == given.found)
                #expect(page.facets?.total == given.found && page.match?.complete == 2)
            }
        }
        for share in [-0.1, 1.1] {
            await #expect(throws: RetrievalError.self) {
                try await pair.engine.search(
                    RetrievalRequest(words: WordQuery("kaba"), match: MatchRule(share: share)))
            }
        }
    }

    // MARK: Time

    @Test(arguments: EngineFactory.all)
    func lateAndCancelledSearchesStop(_ factory: EngineFactory) async throws {
        let engine = try await factory.engine()
        var random = RandomListings(seed: 11)
        try await engine.upsert(random.listings(50))
        let request = RetrievalRequest(words: WordQuery("kaba"), deadline: .now - .seconds(1))
        await #expect(throws: RetrievalError.deadline) { try await engine.search(request) }
        let task = Task {
            try? await Task.sleep(for: .seconds(60))
            return try await engine.search(RetrievalRequest(words: WordQuery("kaba")))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let page = try await engine.search(RetrievalRequest(words: WordQuery("kaba")))
        #expect(page.total > 0 && page.total == page.hits.count)
    }

    /// Readers see a batch as a whole or not at all.
    @Test(arguments: EngineFactory.all)
    func manyReadersWhileOneWrites(_ factory: EngineFactory) async throws {
        let engine = try await factory.engine()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for round in 0..<12 {
                    try await engine.upsert(
                        (0..<10).map { IndexedListing(id: "\(round)-\($0)", title: "kaba lomu") })
                }
            }
            for _ in 0..<4 {
                group.addTask {
                    var last = 0
                    for _ in 0..<15 {
                        let page = try await engine.search(
                            RetrievalRequest(words: WordQuery("lomu"), limit: 1000, facets: FacetRequest()))
                        #expect(page.hits.count % 10 == 0 && page.total == page.hits.count)
                        #expect(page.facets?.total == page.total && page.total >= last)
                        last = page.total
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await engine.state().listings == 120)
    }
}
