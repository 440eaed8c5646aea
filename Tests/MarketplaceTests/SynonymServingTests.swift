import Foundation
import SoukCatalog
import SoukMarketplace
import SoukRanking
import SoukSearch
import Testing

/// Synonyms serve: the list that Souk ships, and the workspace's own.
struct SynonymServingTests {
    private func found(_ text: String, _ shop: SmallShop) async throws -> Set<String> {
        let marketplace = try await Marketplace(shop.workspace)
        let results = try await marketplace.search(SearchRequest(text, limit: 50)).results
        return Set(
            results.compactMap { $0.listing.title.split(separator: " ").dropFirst().first.map(String.init) })
    }

    private func write(_ text: String, _ shop: SmallShop) throws {
        try Data(text.utf8).write(to: shop.workspace.root.appendingPathComponent("synonyms.txt"))
    }

    @Test func theShippedListServes() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        #expect(try await found("settee", shop) == ["sofa"])
        #expect(try await found("push bike", shop) == ["bicycle"])
    }

    @Test func theWorkspacesOwnListIsAddedOrReplacesIt() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try write("# ours\naxe => guitar\nsix string, guitar\n", shop)
        #expect(try await found("axe", shop) == ["guitar"])
        #expect(try await found("six string", shop) == ["guitar"])
        #expect(try await found("settee", shop) == ["sofa"])
        try write("no defaults\naxe => guitar\n", shop)
        #expect(try await found("axe", shop) == ["guitar"])
        #expect(try await found("settee", shop).isEmpty)
    }

    @Test func aLineThatCannotBeReadIsNamed() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try write("sofa,, couch\n", shop)
        await #expect(throws: (any Error).self) { try await Marketplace(shop.workspace) }
    }
}
