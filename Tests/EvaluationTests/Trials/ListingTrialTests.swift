import Testing

import SoukEvaluation
import SoukRanking

@Suite struct ListingTrialTests {
    private static let haystack = [
        TrialListing(id: "a", title: "Oak table", categoryPath: ["Home", "Tables"], photos: ["a1", "a2"]),
        TrialListing(id: "b", title: "Pine table", categoryPath: ["Home", "Tables"], photos: ["b1"]),
        TrialListing(id: "c", title: "Sofa", categoryPath: ["Home", "Sofas"], photos: []),
        TrialListing(id: "d", title: "Bike", categoryPath: ["Sport"], photos: ["d1", "d2", "d3"]),
        TrialListing(id: "e", title: "Sofa", categoryPath: [], photos: ["e1"]),
    ]

    private func run(_ trial: ListingTrial, _ answers: [String: [String]]) async throws -> [String: Double] {
        let report = try await ListingTrialRun(haystack: Self.haystack).run(
            trial, queries: trial.queries(Self.haystack).filter { answers[$0.listing] != nil },
            systems: [.init(name: "s", title: "S") { answers[$0.listing] ?? [] }])
        return Dictionary(
            uniqueKeysWithValues: report.systems[0].figures.map { ($0.name, $0.estimate.mean) })
    }

    @Test func whoCanBeAskedForWhat() {
        #expect(
            ListingTrial.titleToListing.queries(Self.haystack).map(\.listing) == ["a", "b", "c", "d", "e"])
        #expect(ListingTrial.titleToPhotos.queries(Self.haystack).map(\.listing) == ["a", "b", "d", "e"])
        let twins = ListingTrial.photoToTwin.queries(Self.haystack)
        #expect(twins == [TrialQuery(listing: "a", photo: "a2"), TrialQuery(listing: "d", photo: "d3")])
    }

    @Test func noPhotoIsInTheIndexThatAsks() {
        for listing in Self.haystack {
            for query in ListingTrial.photoToTwin.queries([listing]) {
                let indexed = ListingTrial.photoToTwin.indexedPhotos(of: listing)
                #expect(!indexed.isEmpty && query.photo.map(indexed.contains) == false)
            }
        }
        #expect(ListingTrial.titleToPhotos.indexedPhotos(of: Self.haystack[0]) == ["a1", "a2"])
    }

    @Test func figuresByHand() async throws {
        let found = try await run(.titleToListing, ["a": ["b", "a", "d"], "d": ["d"]])
        #expect(found["recall@1"] == 0.5 && found["recall@10"] == 1 && found["mrr"] == 0.75)
        // For "a": gains b 3, a 7, d 0; ideal a 7, b 3, c 1. For "d" nothing can be better.
        let discount = [1, 0.6309297535714575, 0.5]
        let forA = (3 * discount[0] + 7 * discount[1]) / (7 * discount[0] + 3 * discount[1] + 1 * discount[2])
        #expect(abs((found["ndcg@10"] ?? 0) - (forA + 1) / 2) < 1e-12)
    }

    @Test func thePerfectAnswerIsWorthOne() async throws {
        let found = try await run(
            .titleToListing, ["a": ["a", "b", "c"], "c": ["c", "a", "b"], "d": ["d"], "e": ["e"]])
        #expect(found.values.allSatisfy { abs($0 - 1) < 1e-12 })
    }

    @Test func equalTitlesLowerTheCeiling() async throws {
        let report = try await ListingTrialRun(haystack: Self.haystack).run(
            .titleToListing, queries: [TrialQuery(listing: "c", words: "Sofa")],
            systems: [.init(name: "s", title: "S") { _ in ["c"] }])
        let ceilings = report.systems[0].figures.compactMap(\.ceiling)
        // At second place the listing's gain of 7 comes after one of 1 for the shared top level.
        let discount = 0.6309297535714575
        let ideal = 7 + discount + 0.5
        let second = (1 + 7 * discount + 0.5) / ideal
        #expect(ceilings.prefix(4) == [0.5, 1, 1, 0.75])
        #expect(abs((ceilings.last ?? 0) - (1 + second) / 2) < 1e-12)
    }

    @Test func idsOfOtherShopsAndListingsThatAreGoneCountNothing() async throws {
        #expect(try await run(.titleToListing, ["b": ["zz", "yy"]]).values.allSatisfy { $0 == 0 })
        let none = try await ListingTrialRun(haystack: Self.haystack).run(
            .titleToListing, queries: [TrialQuery(listing: "gone", words: "x")],
            systems: [.init(name: "s", title: "S") { _ in [] }])
        #expect(none.queries == 0)
    }
}
