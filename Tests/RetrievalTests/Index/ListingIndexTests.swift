import SoukCatalog
import Foundation
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

struct ListingIndexTests {
    let folder: TemporaryFolder
    let index: ListingIndex

    init() throws {
        folder = try TemporaryFolder()
        index = try ListingIndex.create(at: folder.url, model: RandomListings.model)
    }

    @Test func whatGoesInComesOut() throws {
        var random = RandomListings(seed: 5)
        let listings = random.listings(60)
        try index.upsert(listings)
        for listing in listings { try expectEqual(index.listing(listing.id), listing) }
        #expect(try index.listings(["ad-1", "gone"]).keys.sorted() == ["ad-1"])
        #expect(try index.count == 60)
        let again = try ListingIndex.open(folder.url)
        for listing in listings { try expectEqual(again.listing(listing.id), listing) }
        try again.check()
    }

    @Test func aSecondUpsertChangesNothing() throws {
        var random = RandomListings(seed: 6)
        let listings = random.listings(40)
        try index.upsert(listings)
        let before = try answers()
        try index.upsert(listings)
        try index.upsert(listings + listings)
        #expect(try answers() == before)
        #expect(try index.count == 40)
    }

    @Test func theLastOfOneIDCounts() throws {
        let first = IndexedListing(id: "a", title: "oak lamp", price: 100, vectors: [.text: unit(0)])
        let second = IndexedListing(id: "a", title: "pine desk", price: 200, vectors: [.photo: unit(1)])
        try index.upsert([first, second])
        try expectEqual(index.listing("a"), second)
        #expect(try found("lamp").isEmpty)
        #expect(try found("desk") == ["a"])
        #expect(try nearest(unit(0), .text).isEmpty)
        #expect(try nearest(unit(1), .photo) == ["a"])
    }

    @Test func aPatchChangesOnlyWhatItNames() throws {
        try index.upsert([
            IndexedListing(
                id: "a", title: "oak lamp", description: "with shade", categoryPath: ["Home"], price: 500,
                town: "Oxbridge", latitude: 51, longitude: 0, vectors: [.text: unit(0), .photo: unit(1)])
        ])
        var patch = ListingPatch()
        patch.price = .set(450)
        patch.title = .set("oak standard light")
        patch.latitude = .set(nil)
        patch.longitude = .set(nil)
        patch.vectors = [.text: unit(2), .photo: nil]
        try index.patch("a", patch)
        try expectEqual(
            index.listing("a"),
            IndexedListing(
                id: "a", title: "oak standard light", description: "with shade", categoryPath: ["Home"],
                price: 450, town: "Oxbridge", vectors: [.text: unit(2)]))
        #expect(try found("lamp").isEmpty)
        #expect(try found("light") == ["a"])
        #expect(try nearest(unit(1), .photo).isEmpty)
        #expect(try index.scan(SearchFilter(maximumPrice: 450)).listings.map(\.id) == ["a"])
        #expect(throws: RetrievalError.unknownListing(id: "b")) { try index.patch("b", patch) }
        var mistaken = ListingPatch()
        mistaken.latitude = .set(3)
        #expect(throws: RetrievalError.self) { try index.patch("a", mistaken) }
    }

    @Test func soldMeansGone() throws {
        let listing = IndexedListing(
            id: "a", title: "oak lamp", categoryPath: ["Home"], hasPhoto: true, vectors: [.text: unit(0)])
        try index.upsert([listing, IndexedListing(id: "b", title: "oak desk", vectors: [.text: unit(0)])])
        let cursor = try index.keep([KeptResult(id: "a"), KeptResult(id: "b")])
        #expect(try index.delete(["a", "never there"]) == 1)
        #expect(try index.listing("a") == nil)
        #expect(try index.vector("a", .text) == nil)
        #expect(try found("lamp").isEmpty)
        #expect(try found("oak") == ["b"])
        #expect(try nearest(unit(0), .text) == ["b"])
        #expect(try index.facets().total == 1)
        #expect(try index.facets().categories.isEmpty)
        #expect(try index.scan().listings.map(\.id) == ["b"])
        #expect(try index.page(cursor, limit: 9).items.map(\.id) == ["b"])
        #expect(try index.delete(["a"]) == 0)
        try index.upsert([listing])
        #expect(try found("lamp") == ["a"])
    }

    @Test func everyLegObeysTheFilterAndKeepsItsLimit() throws {
        var random = RandomListings(seed: 8)
        let listings = random.listings(250)
        try index.upsert(listings)
        let model = PlainModel(listings)
        for _ in 0..<40 {
            let filter = random.filter(over: listings)
            let allowed = Dictionary(uniqueKeysWithValues: model.matching(filter).map { ($0.id, $0) })
            let query = random.direction()
            let noun = random.pick(RandomListings.nouns)
            let answer = try index.search(
                RetrievalRequest(
                    words: WordQuery(noun),
                    vectors: VectorField.allCases.map { .init(field: $0, vector: query) }, model: "model-a",
                    filter: filter, match: MatchRule(nearest: listings.count), limit: 20))
            // Of so many nearest, every listing with a vector is one.
            let found = allowed.values.filter { listing in
                !listing.vectors.isEmpty
                    || "\(listing.title) \(listing.description)".split(separator: " ").contains { $0 == noun }
            }
            #expect(answer.exactness.total && answer.total == found.count)
            #expect(Set(answer.hits.map(\.id)).isSubset(of: allowed.keys))
            #expect(Set(answer.hits.map(\.id)).count == answer.hits.count)
            for (number, field) in VectorField.allCases.enumerated() {
                try expectNearest(answer, number, field, query, Array(allowed.values))
            }
        }
    }

    @Test func aVectorOfAnotherModelIsRefusedWithWhatToDo() throws {
        try index.upsert([IndexedListing(id: "a", title: "lamp", vectors: [.text: unit(0)])])
        let query = RetrievalRequest.VectorQuery(field: .text, vector: unit(0))
        for model in ["model-b", nil] {
            #expect {
                try index.search(RetrievalRequest(vectors: [query], model: model))
            } throws: { error in
                let text = "\(error)"
                return text.contains("model-a") && text.contains(model ?? "unknown")
                    && text.contains("Build an index with that model")
            }
        }
        let wide = RetrievalRequest.VectorQuery(field: .text, vector: unit(0) + [0])
        #expect(throws: RetrievalError.self) {
            try index.search(RetrievalRequest(vectors: [wide], model: "model-a"))
        }
        let nan = RetrievalRequest.VectorQuery(field: .text, vector: [.nan] + unit(0).dropFirst())
        #expect(throws: RetrievalError.self) {
            try index.search(RetrievalRequest(vectors: [nan], model: "model-a"))
        }
    }

    @Test(arguments: [
        IndexedListing(id: "", title: "no id"),
        IndexedListing(id: "a\0b", title: "NUL"),
        IndexedListing(id: "x", title: "half a place", latitude: 3),
        IndexedListing(id: "x", title: "no place", latitude: .nan, longitude: 0),
        IndexedListing(id: "x", title: "no place", latitude: 0, longitude: 181),
        IndexedListing(id: "x", title: "price", price: -1),
        IndexedListing(id: "x", title: "category", categoryPath: ["Home", ""]),
        IndexedListing(id: "x", title: "category", categoryPath: ["Ho\u{1F}me"]),
        IndexedListing(id: "x", title: "narrow", vectors: [.text: [1]]),
        IndexedListing(id: "x", title: "zero", vectors: [.text: [0, 0, 0, 0, 0, 0, 0, 0]]),
        IndexedListing(id: "x", title: "NaN", vectors: [.text: [.nan, 0, 0, 0, 0, 0, 0, 0]]),
    ])
    func aListingThatCannotBeIndexedStopsItsBatchAndNothingElse(listing: IndexedListing) throws {
        let good = IndexedListing(id: "good", title: "lamp")
        #expect(throws: RetrievalError.self) { try index.upsert([good, listing]) }
        #expect(try index.count == 0)
        try index.upsert([good])
        #expect(try index.count == 1)
    }

    @Test(arguments: [
        "", "   ", "🛋️🛋️", "the and of", "\"", "-", "-lamp", "a\0b", String(repeating: "lamp ", count: 4_000),
    ])
    func strangeQueriesAreAnswered(text: String) throws {
        try index.upsert([IndexedListing(id: "a", title: "lamp")])
        _ = try index.search(RetrievalRequest(words: WordQuery(text)))
    }

    // MARK: Helpers

    private func unit(_ axis: Int) -> [Float] { (0..<8).map { $0 == axis ? 1 : 0 } }

    private func found(_ words: String) throws -> [String] {
        try index.search(RetrievalRequest(words: WordQuery(words))).hits.map(\.id).sorted()
    }

    private func nearest(_ vector: [Float], _ field: VectorField) throws -> [String] {
        try index.search(
            RetrievalRequest(vectors: [.init(field: field, vector: vector)], model: "model-a")
        ).hits.map(\.id)
    }

    private func answers() throws -> [[String]] {
        try RandomListings.nouns.map { try found($0) } + [index.scan(limit: 1000).listings.map(\.title)]
    }

    private func expectEqual(_ found: IndexedListing?, _ expected: IndexedListing) throws {
        var found = try #require(found)
        #expect(Set(found.vectors.keys) == Set(expected.vectors.keys))
        for (field, vector) in expected.vectors {
            let difference = zip(vector, found.vectors[field] ?? []).map { abs($0 - $1) }.max() ?? 1
            #expect(difference < 0.01)
        }
        found.vectors = expected.vectors
        #expect(found == expected)
    }

    private func expectNearest(
        _ answer: RetrievalPage, _ number: Int, _ field: VectorField, _ query: [Float],
        _ allowed: [IndexedListing]
    ) throws {
        let exact = allowed.compactMap { listing in
            listing.vectors[field].map { zip($0, query).reduce(0) { $0 + $1.0 * $1.1 } }
        }.sorted(by: >)
        let ranked = answer.hits.filter { $0.vectors[number]?.rank != nil }
            .sorted { ($0.vectors[number]?.rank ?? 0) < ($1.vectors[number]?.rank ?? 0) }
        #expect(ranked.count == min(20, exact.count))
        for (place, candidate) in ranked.enumerated() {
            let similarity = try #require(candidate.vectors[number]?.similarity)
            #expect(abs(similarity - exact[place]) < 0.01)
        }
        for candidate in answer.hits {
            let listing = allowed.first { $0.id == candidate.id }
            #expect((candidate.vectors[number] == nil) == (listing?.vectors[field] == nil))
        }
    }
}
