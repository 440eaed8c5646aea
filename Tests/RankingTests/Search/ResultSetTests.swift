import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukMemorySearch
import SoukSearch
import SoukTestSupport
import Testing

import SoukRanking

/// Total, facets, orders, pages and the verdict of a search are about one set of listings.
struct ResultSetTests {
    enum Engine: CaseIterable {
        case embedded, memory

        func scratch(_ model: IndexModel = .none) async throws -> any SearchEngine {
            switch self {
            case .embedded:
                try await EmbeddedGenerations(root: FileManager.default.temporaryDirectory).scratch(model)
            case .memory: try await MemoryGenerations().scratch(model)
            }
        }
    }

    /// Furniture and boats, and a listing of many other kinds.
    private static let shop: [(title: String, category: String, price: Int)] = [
        ("Leather sofa brown", "Furniture", 160), ("Sofa bed blue", "Furniture", 90),
        ("Kayak, red", "Boats", 100), ("Canoe, green", "Boats", 90), ("Oak stool, round", "Furniture", 20),
        ("Wall mirror, brass rim", "Decor", 35), ("Cotton cushion pair", "Decor", 8),
        ("Garden hose on a reel", "Garden", 14), ("Chess set in a tin", "Toys", 6),
        ("Hand drill", "Tools", 9), ("Picture frame A3", "Decor", 5), ("Cookery book", "Books", 7),
        ("Walking poles", "Sport", 12), ("Red bicycle", "Sport", 80),
    ]

    private func pipeline(_ engine: Engine) async throws -> SearchPipeline {
        let index = try await engine.scratch()
        try await index.upsert(
            Self.shop.enumerated().map { number, one in
                IndexedListing(
                    id: "\(number)", title: one.title, categoryPath: [one.category], price: one.price * 100,
                    currency: "GBP")
            })
        return try await SearchPipeline(engine: index, gazetteer: nil)
    }

    @Test(arguments: Engine.allCases)
    func facetsCountWhatTheWordsFind(_ engine: Engine) async throws {
        let search = try await pipeline(engine)
        let sofas = try await search.search(SearchRequest("sofa", countsFacets: true))
        #expect(sofas.matching == 2 && sofas.results.count == 2)
        #expect(sofas.facets?.categories == [.init(path: ["Furniture"], count: 2)])
        #expect(sofas.facets?.total == 2)
        let nothing = try await search.search(SearchRequest("zzzzqq", countsFacets: true))
        #expect(nothing.matching == 0 && nothing.facets?.categories == [] && nothing.results.isEmpty)
        #expect(nothing.verdict == .nothingRelevant)
        let chosen = try await search.search(
            SearchRequest("red", categories: ["Boats"], countsFacets: true))
        #expect(chosen.matching == 1)
        #expect(chosen.facets?.categories.map(\.path).sorted { $0[0] < $1[0] } == [["Boats"], ["Sport"]])
        let both = try await search.search(SearchRequest("red", categories: ["Boats", "Sport"]))
        #expect(both.matching == 2 && both.results.count == 2)
    }

    @Test(
        arguments: Engine.allCases,
        [
            ("leather sofa", [Int](arrayLiteral: 0), SearchAnswer.Verdict.relevant, [String]()),
            ("red sofa", [0, 1], .relevant, ["red"]), ("red kayak", [2], .relevant, []),
            ("sofa", [0, 1], .relevant, []), ("red", [2, 13], .relevant, []),
            ("purple zebra", [], .nothingRelevant, []), ("oak zebra", [4], .nothingRelevant, ["zebra"]),
        ])
    func wordsThatNoListingHoldsTogetherAreDroppedAndNamed(
        _ engine: Engine,
        _ case: (words: String, ids: [Int], verdict: SearchAnswer.Verdict, dropped: [String])
    ) async throws {
        let answer = try await pipeline(engine).search(SearchRequest(`case`.words))
        #expect(Set(answer.results.map(\.listing.id)) == Set(`case`.ids.map(String.init)))
        #expect(answer.matching == `case`.ids.count)
        #expect(answer.verdict == `case`.verdict)
        let notes = answer.query?.notes ?? []
        #expect(notes == (`case`.dropped.isEmpty ? [] : [.relaxed(dropped: `case`.dropped)]))
    }

    /// By words, by price, and browsing: the pages hold every listing of the total once, and a price order is one;
    /// while the answer is kept, and when it is not.
    @Test(
        arguments: Engine.allCases,
        [
            ("kaba lomu", ScanOrder?.none, true), ("kaba lomu", .cheapest, true), ("kaba", nil, true),
            ("kaba", .newest, true), ("", nil, true), ("", .cheapest, true), ("kaba lomu", nil, false),
            ("kaba lomu", .cheapest, false), ("", nil, false), ("", .cheapest, false),
        ])
    func pagesHoldTheTotal(
        _ engine: Engine, _ case: (words: String, order: ScanOrder?, isKept: Bool)
    ) async throws {
        let (words, order, isKept) = `case`
        let index = try await engine.scratch()
        var random = SplitMix64(seed: 8)
        let nouns = ["kaba", "lomu", "pavo"]
        try await index.upsert(
            (0..<700).map { number in
                IndexedListing(
                    id: "ad-\(number)", title: "\(nouns.randomElement(using: &random) ?? "") lomu",
                    categoryPath: [number % 2 == 0 ? "Even" : "Odd"],
                    price: Int.random(in: 0..<90, using: &random), currency: "GBP",
                    postedAt: number, group: number % 7 == 0 ? number / 70 : nil)
            })
        let search = try await SearchPipeline(engine: index, gazetteer: nil)
        var answer = try await search.search(
            SearchRequest(words, categories: ["Odd"], limit: 90, countsFacets: true, order: order))
        let total = try #require(answer.matching)
        #expect(total > 100 && answer.facets?.total == total)
        #expect(answer.facets?.categories.first { $0.path == ["Odd"] }?.count == total)
        var results = answer.results
        while var cursor = answer.cursor {
            if !isKept { cursor = "gone" + cursor.drop { $0 != "~" } }
            answer = try await search.search(SearchRequest(limit: 90, cursor: cursor))
            results += answer.results
        }
        let ids = results.flatMap { [$0.listing.id] + $0.duplicates }
        #expect(ids.count == total && Set(ids).count == total)
        #expect(results.map(\.rank) == Array(1...results.count))
        #expect(results.allSatisfy { $0.listing.categoryPath == ["Odd"] })
        if order == .cheapest {
            let prices = results.compactMap(\.listing.price)
            #expect(prices.count == total && prices == prices.sorted())
        }
    }

    /// Only the newest thousand answers are kept; a cursor of an older one still turns the page.
    @Test func manySearchesOfOthersTakeNobodysPagesAway() async throws {
        let search = try await pipeline(.embedded)
        let whole = try await search.search(SearchRequest("", limit: 50)).results.map(\.listing.id)
        let first = try await search.search(SearchRequest("", limit: 5))
        let cursor = try #require(first.cursor)
        for _ in 0..<1_100 { _ = try await search.search(SearchRequest("", limit: 2)) }
        let kept = String(cursor.prefix { $0 != "~" })
        await #expect(throws: RetrievalError.self) {
            try await search.search(SearchRequest(limit: 50, cursor: kept))
        }
        let later = try await search.search(SearchRequest(limit: 50, cursor: cursor))
        #expect((first.results + later.results).map(\.listing.id) == whole)
        #expect(later.cursor == nil)
    }

    @Test func aCursorThatWasTamperedWithIsRefused() async throws {
        let search = try await pipeline(.embedded)
        let answer = try await search.search(SearchRequest("", limit: 3, order: .cheapest))
        let cursor = try #require(answer.cursor)
        for wrong in [cursor + "x", cursor.replacing("~", with: "~-"), "~3~", "~~~", cursor.dropLast() + "~"]
        {
            await #expect(throws: RetrievalError.self, "\(wrong)") {
                try await search.search(SearchRequest(cursor: String(wrong)))
            }
        }
    }
}
