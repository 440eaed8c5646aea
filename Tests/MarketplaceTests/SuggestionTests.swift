import Foundation
import SoukMarketplace
import SoukSearch
import Testing

@Suite struct SuggestionTests {
    @Test func pricesDuplicatesAndHintsComeFromTheShop() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        let suggestion = try await marketplace.suggest(
            title: "Old sofa number3", description: "write to me@example.org", photo: nil)
        #expect(suggestion.duplicates.map(\.id) == ["l3"])
        #expect(suggestion.categories.isEmpty && !suggestion.isSure)
        #expect(suggestion.hints.contains(.noPhoto))
        #expect(suggestion.hints.contains(.contactDetails))
        if let prices = suggestion.prices {
            #expect(prices.low <= prices.median && prices.median <= prices.high)
        }
        await #expect(throws: MarketplaceError.self) {
            try await marketplace.suggest(title: " ", description: nil, photo: nil)
        }
    }

    @Test func vectorsNeedAModel() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        await #expect(throws: MarketplaceError.noModel(what: "a vector")) {
            try await marketplace.embed(words: "sofa", photo: nil)
        }
    }
}
