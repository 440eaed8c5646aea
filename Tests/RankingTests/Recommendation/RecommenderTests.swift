import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukTestSupport
import SoukSearch
import Testing

import SoukRanking

struct RecommenderTests {
    private let market: TinyMarket

    init() throws { market = try TinyMarket() }

    private func recommend(_ request: RecommendationRequest) async throws -> RecommendationAnswer {
        try await Recommender(pipeline: market.pipeline(), workspace: market.workspace).recommend(request)
    }

    private func record(_ buyer: String, _ listing: String, _ action: BuyerAction, hoursAgo: Int = 1) throws {
        try market.workspace.record([
            BuyerEvent(buyer: buyer, listing: listing, action: action, time: TinyMarket.now - hoursAgo * 3600)
        ])
    }

    @Test func whatWasSavedBringsItsLikeWithTheReason() async throws {
        try record("ann", "7", .save)
        let answer = try await recommend(RecommendationRequest("ann"))
        let first = try #require(answer.results.first)
        #expect(first.result.listing.id == "8")
        #expect(first.reason == .because(action: .save, listing: "7", title: "Racer"))
        #expect(first.reason.description == "because you saved Racer")
        #expect(!answer.results.contains { $0.result.listing.id == "7" })
        #expect(answer.interests == 1)
    }

    @Test func everyInterestIsServed() async throws {
        try record("ann", "7", .save)
        try record("ann", "4", .view)
        let top = try await recommend(RecommendationRequest("ann", limit: 4)).results.map(\.result.listing.id)
        #expect(top.contains("8"))
        #expect(!Set(top).isDisjoint(with: ["1", "3"]))
    }

    @Test func dismissedThingsTakeTheirLikeDown() async throws {
        try record("ann", "4", .view)
        let before = try await recommend(RecommendationRequest("ann")).results.map(\.result.listing.id)
        try record("ann", "3", .dismiss)
        try record("ann", "1", .dismiss)
        let after = try await recommend(RecommendationRequest("ann")).results.map(\.result.listing.id)
        #expect(["1", "2", "3"].contains(before[0]))
        #expect(!after.contains("1") && !after.contains("3"))
        #expect(!after.contains("2"), "the twin of what was dismissed")
    }

    @Test func strangersSeeWhatIsPopularThenTheNewest() async throws {
        for buyer in ["bob", "eve", "kim"] { try record(buyer, "9", .save) }
        let answer = try await recommend(RecommendationRequest("stranger"))
        #expect(answer.interests == 0)
        #expect(answer.results.first?.result.listing.id == "9")
        #expect(answer.results.first?.reason == .popular)
        #expect(answer.results.dropFirst().first?.reason == .new)
    }

    @Test func withoutAnyEventsTheNewestComeFirst() async throws {
        let answer = try await recommend(RecommendationRequest("stranger", limit: 3))
        #expect(answer.results.map(\.result.listing.id).first == "1")
        #expect(answer.results.allSatisfy { $0.reason == .new })
    }

    @Test func nearIsWithinReach() async throws {
        let york = SearchFilter.Circle(latitude: 53.96, longitude: -1.08, kilometres: 10)
        let answer = try await recommend(RecommendationRequest("stranger", near: york))
        #expect(Set(answer.results.map(\.result.listing.town)) == ["York"])
    }

    /// A listing that nobody has touched is found by its content the moment it is there.
    @Test func newListingsAreServedAtOnce() async throws {
        try record("ann", "7", .message)
        let vector = TinyMarket.vector("red bicycle racer")
        try market.index.upsert([
            IndexedListing(
                id: "new", title: "Track racer", postedAt: TinyMarket.now,
                vectors: [.text: vector, .fused: vector])
        ])
        #expect(try await recommend(RecommendationRequest("ann")).results.first?.result.listing.id == "new")
    }

    @Test func forgottenBuyersAreStrangers() async throws {
        try record("ann", "7", .save)
        try market.workspace.deleteEvents(of: "ann")
        let answer = try await recommend(RecommendationRequest("ann"))
        #expect(answer.interests == 0)
        #expect(answer.results.contains { $0.result.listing.id == "7" })
    }

    @Test(arguments: [RecommendationRequest(""), RecommendationRequest("ann", limit: 0)])
    func badRequestsAreErrors(request: RecommendationRequest) async {
        await #expect(throws: RankingError.self) { try await recommend(request) }
    }
}
