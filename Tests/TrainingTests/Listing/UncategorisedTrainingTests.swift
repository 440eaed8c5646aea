import SoukCatalog
import SoukEmbeddedSearch
import SoukInference
import SoukRanking
import SoukSearch
import SoukTestSupport
import Testing

/// Vectors for search need no categories.
@Suite(.enabled(if: SmallShop.hasEncoder, "the text encoder's weights are not here"))
struct UncategorisedTrainingTests {
    @Test(arguments: ["", "Everything"], [UInt64(4)])
    func aListingModelLearnsVectorsWithoutThem(_ category: String, _ seed: UInt64) async throws {
        let shop = try SmallShop(each: 12, category: category)
        defer { shop.remove() }
        let folder = try shop.train(epochs: 3, seed: seed)
        let description = try folder.listingDescription()
        #expect(!description.categories.areSeveral)
        #expect(description.titleRecall != nil)

        let model = try TrainedListingModel(folder)
        let listing = ListingContent(id: "1", title: "sturdy sofa")
        #expect(try model.categories([listing]).map(\.probabilities.isEmpty) == [true])
        #expect(try model.categories(ofQueries: ["sofa"]) == [[:]])

        let stored = try shop.workspace.splitListings(.test)
        let contents = stored.map { ListingContent(id: $0.listing.id, title: $0.listing.title) }
        let vectors = try model.embed(listings: contents).map { $0[.fused] ?? [] }
        let queries = ["sofa", "bicycle", "guitar", "dress", "laptop"]
        let found = try zip(queries, model.embed(queries: queries.map { QueryContent(words: $0) })).filter {
            word, query in
            let scores = vectors.map { zip($0, query).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
            let best = scores.indices.max { scores[$0] < scores[$1] }
            return best.map { contents[$0].title.contains(word) } ?? false
        }
        #expect(found.count >= 4, "\(found.map(\.0))")
    }
}
