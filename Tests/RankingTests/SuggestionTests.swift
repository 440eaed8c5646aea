import SoukCatalog
import SoukMemorySearch
import SoukSearch
import SoukTestSupport
import Testing

@testable import SoukRanking

struct SuggestionTests {
    private func index() async throws -> SuggestionIndex {
        let engine = MemorySearch()
        let titles = [
            "Leather sofa brown", "Leather sofa", "Leather armchair", "Sofa bed blue", "Crème brûlée torch",
            "Oak table", "Oak table with drawer", "Leash for a dog", "Zürich tram model",
        ]
        try await engine.upsert(
            titles.enumerated().map { number, title in
                IndexedListing(id: "\(number)", title: title, categoryPath: ["Home", "Sofas & Armchairs"])
            })
        return try await SuggestionIndex.of(engine)
    }

    @Test(arguments: [
        ("leath", "leather", false), ("LEATHER S", "leather sofa", false), ("oak", "oak table", false),
        ("sofas", "Sofas & Armchairs", false), ("creme br", "Crème brûlée torch", false),
        ("zurich", "Zürich tram model", false), ("leahter", "leather", true), ("leqth", "leather", true),
        ("brown leat", "brown leather", false), ("big leahte", "big leather", true),
    ])
    func completes(typed: String, expected: String, isCorrected: Bool) async throws {
        let found = try await index().complete(typed, limit: 8)
        let suggestion = try #require(found.first { $0.text == expected }, "\(found.map(\.text))")
        #expect(suggestion.isCorrected == isCorrected)
        #expect(Set(found.map { "\($0.kind)\($0.text)" }).count == found.count)
    }

    @Test(arguments: [
        "", "   ", "🛋️", "xq", String(repeating: "a", count: 5_000), "\u{301}\u{301}", "-", "1'--",
    ])
    func nothingIsNoError(typed: String) async throws {
        #expect(try await index().complete(typed, limit: 8).isEmpty)
    }

    @Test func theHeaviestOfARangeAreThoseOfALookAtAll() {
        var random = SplitMix64(seed: 3)
        for count in [0, 1, 2, 7, 64, 100] {
            let weights = (0..<count).map { _ in Int32.random(in: 0..<9, using: &random) }
            let heaviest = HeaviestInRange(weights)
            for _ in 0..<50 {
                let low = Int.random(in: 0...count, using: &random)
                let range = low..<Int.random(in: low...count, using: &random)
                let top = heaviest.top(5, in: range)
                #expect(Set(top).count == min(5, range.count) && top.allSatisfy(range.contains))
                #expect(
                    top.map { weights[$0] } == range.map { weights[$0] }.sorted(by: >).prefix(5).map { $0 })
            }
        }
    }

    @Test func fewestWordsOfManyStayFast() async throws {
        let words = (0..<60_000).map { "w\(String($0, radix: 26))x" }
        let index = SuggestionIndex(
            words.enumerated().map { number, word in
                .init(key: word, suggestion: Suggestion(text: word, kind: .query), weight: Int32(number))
            })
        let seconds = ProcessorTime.measure {
            for _ in 0..<20 { #expect(index.complete("w", limit: 8).count == 8) }
        }
        #expect(seconds < 2, "a look at all of them would take longer")
    }
}
