import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukTestSupport
import SoukSearch
import Testing

@testable import SoukRanking

struct SimilarTests {
    private let market: TinyMarket

    init() throws { market = try TinyMarket() }

    @Test func itselfAndItsDuplicatesAreLeftOut() async throws {
        let answer = try await market.pipeline().similar(to: "1")
        let ids = answer.results.map(\.listing.id)
        #expect(!ids.contains("1"))
        #expect(!ids.contains("2"))
        #expect(["3", "4"].contains(ids[0]))
        #expect(answer.listing.id == "1")
        for result in answer.results {
            #expect(result.score == result.breakdown.parts.reduce(0) { $0 + $1.contribution })
        }
    }

    @Test func wordsServeWhereThereAreNoVectors() async throws {
        let bare = try TinyMarket(model: .none)
        let answer = try await bare.pipeline(encoder: nil).similar(to: "5")
        #expect(answer.results.map(\.listing.id).first == "10")
    }

    @Test func aListingThatIsGoneSaysSo() async throws {
        try market.index.delete(["3"])
        for id in ["3", "no such"] {
            let error = await #expect(throws: RankingError.self) {
                try await market.pipeline().similar(to: id)
            }
            #expect(error == .missingListing(id: id))
        }
        #expect(try await !market.pipeline().similar(to: "4").results.contains { $0.listing.id == "3" })
    }

    @Test func filtersHold() async throws {
        let answer = try await market.pipeline().similar(to: "1", filter: SearchFilter(maximumPrice: 4_000))
        #expect(answer.results.allSatisfy { ($0.listing.price ?? 0) <= 4_000 })
    }

    private static let paths: [([String], [String], Double)] = [
        (["a", "b"], ["a", "b"], 1), (["a", "b"], ["a", "c"], 0.5), (["a"], ["b"], 0),
        (["a", "b"], ["a"], 0.5),
    ]

    @Test(arguments: paths) func sharedPath(one: [String], other: [String], expected: Double) {
        #expect(ListingLikeness.sharedPath(one, other) == expected)
        #expect(ListingLikeness.sharedPath(one, []) == nil)
    }
}
