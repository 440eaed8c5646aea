import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukRanking
import SoukSearch
import Testing

/// By words alone, an answer is relevant where a result is the thing that was asked for: not where a word stands somewhere.
struct NamedThingTests {
    private static let shop: [(title: String, about: String, category: [String])] = [
        ("Blue sofa", "Comfy, seats two adults and a dog", ["Home", "Sofas & Armchairs"]),
        ("Leather couch", "Washed covers", ["Home", "Sofas & Armchairs"]),
        ("Coffee table, oak", "Marks on the top", ["Home", "Tables & Chairs"]),
        ("Wooden chair", "Felt pads, kind to the carpet", ["Home", "Tables & Chairs"]),
        ("Winter jacket", "Size 12, hood", ["Clothes", "Jackets"]),
        ("Rocking horse", "Saddle and reins", ["Kids", "Toys"]),
        ("Pair of 5 kg dumbbells", "Rubber coated", ["Sport", "Weights"]),
        ("Kitchen shelf, pink", "Two brackets", ["Home", "Shelving"]),
        ("Job lot", "Old gas mask and a lamp, gas mask in its box", ["Other", "Collectables"]),
        ("24 inch monitor", "With cable", ["Computers", "Monitors & Projectors"]),
        ("Garden hose on a reel", "30 m", ["Garden", "Watering"]),
        ("Cookery book", "As new", ["Media", "Books"]),
        ("Chess set", "In a tin", ["Kids", "Games"]), ("Hand drill", "Works", ["Tools", "Drills"]),
    ]

    private func search() async throws -> SearchPipeline {
        let engine = try await EmbeddedGenerations(root: FileManager.default.temporaryDirectory).scratch(
            .none)
        try await engine.upsert(
            Self.shop.enumerated().map { number, one in
                IndexedListing(
                    id: "\(number)", title: one.title, description: one.about, categoryPath: one.category,
                    price: 1000, currency: "GBP")
            })
        return try await SearchPipeline(
            engine: engine, gazetteer: nil, synonyms: try Synonyms("dog, puppy"))
    }

    @Test(arguments: [
        "sofa", "red sofa", "second hand sofa", "comfy sofa for a small flat", "ikea sofa",
        "sofas with covers",
        "leather couch", "jacket", "jackett", "winter jakcet", "weights", "gas mask", "oak table",
        "wooden table",
        "purple table", "pair of dumbbells", "24 inch monitor", "rocking horse", "chess set in a tin",
        "drill 18V",
    ])
    func whatIsForSaleIsRelevant(_ query: String) async throws {
        let answer = try await search().search(SearchRequest(query))
        #expect(answer.verdict == .relevant, "\(answer.results.map(\.listing.title))")
    }

    @Test(arguments: [
        // Only in passing: a chair's felt pads, a toy's saddle, a category's other half, a synonym on a sofa.
        "carpet", "horse saddle", "projector", "puppies",
        // Another word that looks alike.
        "tennis racket", "kitchen sink", "loft",
        // What stands before the head makes another thing of it.
        "snooker table", "sofa bed", "rugby shirt", "head gasket",
        "submarine", "zzqqx", "how to cook rice",
    ])
    func whatIsNotForSaleIsNotRelevant(_ query: String) async throws {
        let answer = try await search().search(SearchRequest(query))
        #expect(answer.verdict == .nothingRelevant, "\(answer.results.map(\.listing.title))")
    }

    /// All words are somewhere: *wooden* in the title of a chair, *table* in the name of its category.
    @Test func aTableIsFoundThoughOnlyAChairIsWooden() async throws {
        for order in [ScanOrder?.none, .cheapest] {
            let answer = try await search().search(SearchRequest("wooden table", order: order))
            #expect(answer.results.contains { $0.listing.title.hasPrefix("Coffee table") })
            #expect(answer.matching == answer.results.count && answer.verdict == .relevant)
        }
    }

    @Test(arguments: ["red table", "horse saddle"], [ScanOrder?.none, .cheapest])
    func everyPageSaysTheSame(_ query: String, _ order: ScanOrder?) async throws {
        let search = try await search()
        let first = try await search.search(SearchRequest(query, limit: 1, order: order))
        var cursor = first.cursor
        while let next = cursor {
            let page = try await search.search(SearchRequest(limit: 1, cursor: next))
            #expect(page.verdict == first.verdict)
            cursor = page.cursor
        }
    }
}
