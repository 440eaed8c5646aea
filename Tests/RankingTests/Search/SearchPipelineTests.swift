import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukTestSupport
import SoukSearch
import Testing

@testable import SoukRanking

struct SearchPipelineTests {
    private let market: TinyMarket

    init() throws { market = try TinyMarket() }

    private func ids(_ request: SearchRequest) async throws -> [String] {
        try await market.pipeline().search(request).results.map(\.listing.id)
    }

    @Test func wordsAndMeaningFindTogether() async throws {
        let answer = try await market.pipeline().search(SearchRequest("sofa"))
        let ids = answer.results.map(\.listing.id)
        #expect(Set(ids.prefix(3)) == ["1", "3", "4"], "the settee is found by its meaning")
        #expect(answer.results.first { $0.listing.id == "1" }?.duplicates == ["2"])
        #expect(
            answer.results.allSatisfy { $0.score == $0.breakdown.parts.reduce(0) { $0 + $1.contribution } })
        #expect(Set(answer.results[0].matches.map(\.term)) == ["sofa"])
        #expect(answer.generation == market.index.generation)
        #expect(answer.timings.total > 0)
    }

    @Test func whatIsShownIsTheWholeListing() async throws {
        let pipeline = try await market.pipeline()
        for text in ["sofa", "table"] {
            let shown = try await pipeline.search(SearchRequest(text)).results.map(\.listing)
            let whole = try await pipeline.engine.fetch(shown.map(\.id), .description)
            #expect(!shown.isEmpty && shown == shown.compactMap { whole[$0.id] })
        }
    }

    @Test func phrasesBecomeFiltersInEveryLeg() async throws {
        let answer = try await market.pipeline().search(SearchRequest("sofa under £50"))
        #expect(answer.query?.words == "sofa")
        #expect(answer.query?.phrases.map(\.text) == ["under £50"])
        #expect(answer.results.allSatisfy { ($0.listing.price ?? 0) <= 5000 })
        #expect(answer.matching == 3)
        let near = try await market.pipeline().search(SearchRequest("sofa near Leeds"))
        #expect(
            near.results.allSatisfy {
                ["Leeds", "York"].contains($0.listing.town) == ($0.listing.town != "Bristol")
            })
        #expect(!near.results.contains { $0.listing.town == "Bristol" || $0.listing.town == nil })
        #expect(near.results[0].breakdown.parts.contains { $0.feature == .distance && $0.raw != nil })
        let kept = try await market.pipeline().search(SearchRequest("sofa under £50", keeping: ["under £50"]))
        #expect(kept.filter == SearchFilter())
    }

    @Test func chosenConditionsWin() async throws {
        let answer = try await market.pipeline().search(
            SearchRequest("sofa under £50", filter: SearchFilter(maximumPrice: 100_000)))
        #expect(answer.filter?.maximumPrice == 100_000)
        #expect(try await ids(SearchRequest("sofa", without: ["corner"])).contains("3") == false)
        #expect(try await ids(SearchRequest("sofa -corner")).contains("3") == false)
        #expect(try await ids(SearchRequest("red", categories: ["sports"])).first == "7")
        #expect(Set(try await ids(SearchRequest(categories: ["Home / Tables"]))) == ["5", "10"])
        #expect(Set(try await ids(SearchRequest(near: "york", kilometres: 5))) == ["3", "6", "9"])
    }

    @Test func weightsPullAndPush() async throws {
        let order = try await ids(SearchRequest(#"{"sofa": 1, "corner": -1}"#))
        let plain = try #require(order.firstIndex(of: "1"))
        let corner = try #require(order.firstIndex(of: "3"))
        #expect(plain < corner)
        #expect(try await ids(SearchRequest(weights: ["bicycle": 1, "red": 0.3])).first == "7")
    }

    @Test func withoutAModelWordsAloneSearch() async throws {
        for (market, encoder) in [(try TinyMarket(model: .none), TinyMarket.encoder()), (market, nil)] {
            let engine = try await market.pipeline(encoder: encoder)
            let answer = try await engine.search(SearchRequest("leather sofa"))
            #expect(answer.results.map(\.listing.id).prefix(1) == ["1"])
            #expect(!answer.results.contains { $0.listing.id == "9" })
            #expect(
                answer.results[0].breakdown.parts.allSatisfy { $0.feature != .fusedVector || $0.raw == nil })
        }
    }

    @Test func aQueryOfAnotherModelIsRefused() async throws {
        await #expect(throws: RetrievalError.wrongModel(index: "tiny-1", query: "tiny-2")) {
            try await market.pipeline(encoder: TinyMarket.encoder(identity: "tiny-2"))
        }
    }

    @Test(arguments: ["", "🛋️🔥", "the of and", "!!!"])
    func nothingToLookForShowsTheNewest(text: String) async throws {
        let answer = try await market.pipeline().search(SearchRequest(text))
        #expect(answer.verdict == .unjudged || text == "the of and")
        if text != "the of and" {
            #expect(answer.results.map(\.listing.id).first == "1")
            #expect(answer.query?.notes == [.nothingToLookFor])
        }
        #expect(answer.results.count <= 20)
    }

    @Test func tenThousandCharactersAreAnswered() async throws {
        let answer = try await market.pipeline().search(
            SearchRequest(String(repeating: "sofa ", count: 2000)))
        #expect(answer.results.first?.matches.first?.term == "sofa")
        #expect(answer.query?.notes.isEmpty == false)
    }

    @Test func whatIsNoPhotoIsAnError() async throws {
        let file = market.folder.appendingPathComponent("photo.jpg")
        try Data("this is a letter".utf8).write(to: file)
        for wrong in [file, market.folder.appendingPathComponent("none.jpg")] {
            let error = await #expect(throws: RankingError.self) {
                try await market.pipeline().search(SearchRequest("sofa", photo: wrong))
            }
            #expect(error?.description.contains("cannot be used as a photo") == true)
        }
    }

    @Test(arguments: [
        (SearchRequest(categories: ["Sofsa"]), "Home / Sofas"),
        (SearchRequest(categories: ["Xylophones"]), "Home"),
        (SearchRequest(near: "Leedz"), "Leeds"), (SearchRequest(near: "Xyzzyx"), "Xyzzyx"),
        (SearchRequest(filter: SearchFilter(minimumPrice: 5, maximumPrice: 2)), "Swap"),
        (SearchRequest("x", limit: 0), "1 to 200"), (SearchRequest("x", limit: 5000), "1 to 200"),
        (SearchRequest(#"{"sofa": }"#), "weights"),
    ])
    func badRequestsSayWhatToDo(request: SearchRequest, hint: String) async throws {
        let error = await #expect(throws: RankingError.self) { try await market.pipeline().search(request) }
        #expect(error?.description.contains(hint) == true)
    }

    @Test func pricesThatContradictAreSwapped() async throws {
        let answer = try await market.pipeline().search(SearchRequest("sofa over £200 under £20"))
        #expect(answer.filter?.minimumPrice == 2000)
        #expect(answer.filter?.maximumPrice == 20_000)
        #expect(answer.query?.notes.count == 1)
    }

    @Test func pagesFitTogetherWhateverComesIn() async throws {
        let engine = try await market.pipeline()
        let whole = try await engine.search(SearchRequest("red sofa", limit: 50)).results
        var page = try await engine.search(SearchRequest("red sofa", limit: 3))
        var seen = page.results
        try market.index.upsert([
            IndexedListing(
                id: "99", title: "red red sofa sofa", vectors: [.fused: TinyMarket.vector("red sofa")])
        ])
        while let cursor = page.cursor {
            page = try await engine.search(SearchRequest(limit: 3, cursor: cursor))
            seen += page.results
        }
        #expect(seen.map(\.listing.id) == whole.map(\.listing.id))
        #expect(seen.map(\.rank) == Array(1...whole.count))
        #expect(seen.map(\.score) == whole.map(\.score))
        await #expect(throws: RetrievalError.self) {
            try await engine.search(SearchRequest(cursor: "made up"))
        }
    }

    @Test func facetsCountWhatMatches() async throws {
        let answer = try await market.pipeline().search(SearchRequest("sofa under £50", countsFacets: true))
        #expect(answer.facets?.total == answer.matching)
    }

    /// With a calibration, a query for what nobody sells says so and still offers the nearest.
    @Test func nothingRelevantIsSaid() async throws {
        let fusion = try FusionModel.standard.identity
        var tuning = SearchTuning()
        tuning.calibration = RelevanceCalibration(
            curve: PlattScaling(slope: 4, offset: -10), cutoff: 0.5, precision: 0.9, recall: 0.8, prior: 0.5,
            examples: 100, fusion: fusion)
        let engine = try await market.pipeline(tuning: tuning)
        let none = try await engine.search(SearchRequest("submarine"))
        #expect(none.verdict == .nothingRelevant)
        #expect(!none.results.isEmpty)
        let some = try await engine.search(SearchRequest("sofa"))
        #expect(some.verdict == .relevant)
        #expect(some.results[0].isRelevant == true)
    }

    /// A calibration of scores with vectors says nothing of words alone, which judge by themselves.
    @Test func withoutItsModelWordsAloneJudge() async throws {
        var tuning = SearchTuning()
        // Only a score that vectors have lifted is relevant.
        tuning.calibration = RelevanceCalibration(
            curve: PlattScaling(slope: 4, offset: -40), cutoff: 0.5, precision: 0.9, recall: 0.8, prior: 0.5,
            examples: 100, fusion: try FusionModel.standard.identity)
        let words = try await market.pipeline(encoder: nil, isModelMissing: true, tuning: tuning)
        let found = try await words.search(SearchRequest("red sofa"))
        #expect(found.degraded == [.modelMissing] && found.verdict == .relevant)
        #expect(!found.results.isEmpty)
        #expect(found.results.allSatisfy { $0.isRelevant == nil && $0.probability == nil })
        #expect(try await words.search(SearchRequest("submarine")).verdict == .nothingRelevant)
    }

    @Test func equalRequestsGiveEqualAnswers() async throws {
        let engine = try await market.pipeline()
        let first = try await engine.search(SearchRequest("oak table")).results
        for _ in 0..<5 {
            let again = try await engine.search(SearchRequest("oak table")).results
            #expect(again.map(\.listing.id) == first.map(\.listing.id))
            #expect(again.map(\.score) == first.map(\.score))
        }
    }

    @Test func manyMayAskAtOnce() async throws {
        let engine = try await market.pipeline()
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try await engine.search(SearchRequest(number % 2 == 0 ? "sofa" : "bike")).results.count
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts.count == 40)
    }
}
