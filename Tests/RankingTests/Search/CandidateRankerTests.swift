import Foundation
import Testing

import SoukRanking
import SoukEmbeddedSearch
import SoukSearch

struct CandidateRankerTests {
    private let now = 1_700_000_000
    private func query(_ terms: [String]) -> QueryFeatures {
        QueryFeatures(terms: Dictionary(terms.map { ($0, 1) }, uniquingKeysWith: +), now: now)
    }

    private func candidate(
        _ id: String, words: Double? = nil, terms: [String] = [], fused: Double? = nil, photo: Double? = nil,
        price: Int? = nil, group: Int? = nil, posted: Int? = nil, category: String = "Home"
    ) -> Candidate {
        var similarities: [VectorField: Double] = [:]
        similarities[.fused] = fused
        similarities[.photo] = photo
        return Candidate(
            IndexedListing(
                id: id, title: id, categoryPath: [category], price: price, postedAt: posted, group: group),
            words: words, matches: terms.map { MatchedWord(term: $0, word: $0, field: .title, how: .exact) },
            similarities: similarities)
    }

    @Test func everyBreakdownSumsToItsScore() {
        let results = CandidateRanker().rank(
            [
                candidate("a", words: 3.1, terms: ["oak"], fused: 0.71, photo: 0.2, price: 1000, posted: now),
                candidate("b", words: 1.7, fused: 0.33), candidate("c", fused: 0.9),
            ], query(["oak", "table"]))
        for result in results {
            #expect(result.score == result.breakdown.parts.reduce(0) { $0 + $1.contribution })
            #expect(result.score == result.breakdown.score)
        }
        #expect(results.map(\.rank) == [1, 2, 3])
    }

    @Test func aListingThatOnlyMeaningFindsCanWin() {
        let results = CandidateRanker().rank(
            [candidate("words", words: 1, fused: 0.1), candidate("meaning", fused: 0.9)], query(["sofa"]))
        #expect(results[0].listing.id == "meaning")
    }

    @Test func duplicatesFoldIntoTheBestAndAreNamed() {
        let results = CandidateRanker().rank(
            [
                candidate("a", words: 1, group: 7), candidate("b", words: 3, group: 7),
                candidate("c", words: 2, group: 8), candidate("d", words: 0.5, group: 7),
            ], query(["x"]))
        #expect(results.map(\.listing.id) == ["b", "c"])
        #expect(results[0].duplicates == ["a", "d"])
        #expect(results[1].scoreRank == 2)
    }

    @Test func withoutThePhotoItWouldRankLower() throws {
        let results = CandidateRanker().rank(
            [
                candidate("photo", words: 1, photo: 0.9), candidate("p", words: 1.2),
                candidate("q", words: 1.1),
            ], query(["x"]))
        #expect(results[0].listing.id == "photo")
        let without = try #require(results[0].rankWithout.first { $0.feature == .photoVector })
        #expect(without.rank == 3)
        #expect(results[1].rankWithout.isEmpty)
    }

    @Test func unwantedWordsSink() {
        var signals = query(["sofa"])
        signals.unwanted = ["corner": 1]
        let results = CandidateRanker().rank(
            [
                candidate("Corner sofa", words: 3, terms: ["sofa"]),
                candidate("plain", words: 2, terms: ["sofa"]),
            ],
            signals)
        #expect(results.map(\.listing.id) == ["plain", "Corner sofa"])
    }

    @Test func priceFitLooksAtWhatOthersAsk() {
        let prices = [900, 1000, 1000, 1000, 1100, 0, 99_999_900]
        let features = query(["x"]).values(
            of: prices.map { candidate("\($0)", words: 1, price: $0) })
        #expect(features[1][.price] == 1)
        #expect(features[5][.price] == 0)
        #expect((features[6][.price] ?? 1) < 0.001)
        #expect(query(["x"]).values(of: [candidate("a", price: 5)])[0][.price] == nil)
    }

    @Test func equalScoresKeepTheirOrder() {
        let results = CandidateRanker().rank([candidate("b"), candidate("a"), candidate("c")], query([]))
        #expect(results.map(\.listing.id) == ["b", "a", "c"])
    }

    @Test func nothingGivesNothing() {
        #expect(CandidateRanker().rank([], query(["x"])).isEmpty)
    }
}
