import HTTPTypes
import SoukCatalog
import SoukEmbeddedSearch
import SoukMarketplace
import Testing

import SoukService

struct SharedHomeTests {
    /// The first page is made once while nothing changes, and shows at once what was put on sale.
    @Test func theFirstPageFollowsTheListings() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let first = try await client.send(.get, "/")
            #expect(first.status == 200)
            #expect(try await client.send(.get, "/").bytes == first.bytes)
            let lamp = #"{"title": "Anglepoise lamp", "category": "Lighting"}"#
            _ = try await client.send(.put, "/v1/listings/lamp", json: lamp)
            let later = try await client.send(.get, "/")
            #expect(later.text.contains("Lighting") && !first.text.contains("Lighting"))
        }
    }
    /// A page that was made while a part of the index was left out says so, and is not what the next one gets.
    @Test func aPageWithoutAPartIsKeptForNobody() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let workspace = shop.marketplace.workspace
        let generations = StallingGenerations(workspace.search)
        let marketplace = try await Marketplace(workspace, search: generations)
        try await shop.serve(marketplace) { (client: RouterClient) async throws in
            generations.set(isStalled: true)
            let short = try await client.send(.get, "/")
            #expect(short.status == 200 && short.text.contains("part 2 of 2"), "\(short.text)")
            generations.set(isStalled: false)
            let whole = try await client.send(.get, "/")
            #expect(whole.status == 200 && !whole.text.contains("part 2 of 2"))
            // One that is kept is shown though a part is missing: nothing has to be asked for it.
            generations.set(isStalled: true)
            #expect(try await client.send(.get, "/").bytes == whole.bytes)
        }
    }
}
