import HTTPTypes
import SoukCatalog
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
}
