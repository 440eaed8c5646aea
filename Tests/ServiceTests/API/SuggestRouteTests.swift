import HTTPTypes
import SoukCatalog
import Testing

import SoukMarketplace
@testable import SoukService

struct SuggestRouteTests {
    @Test(arguments: [
        ("leath", "leather sofa", "query", false), ("LEATHER S", "leather sofa", "query", false),
        ("guit", "Guitars", "category", false), ("leahter", "leather", "query", true),
    ])
    func completesWhatIsTyped(_ typed: String, _ text: String, _ kind: String, _ corrected: Bool) async throws
    {
        let shop = try await SmallShop()
        defer { shop.remove() }
        await shop.marketplace.completionsAreMade()
        try await shop.serve { (client: RouterClient) async throws in
            let path = "q=\(PercentCoding.encode(typed))"
            let answer = try await client.send(.get, "/v1/suggest?\(path)")
            #expect(answer.status == 200)
            try CompletionsAnswer.schema.check(answer.json)
            let found = answer.json["suggestions"]?.items ?? []
            let one = try #require(found.first { $0["text"]?.text == text && $0["kind"]?.text == kind })
            #expect(one["corrected"] == (corrected ? true : false))
            let page = try await client.send(.get, "/search/suggest?brand=Fjordby&\(path)")
            let link = try #require(page.json.items?.first { $0["kind"]?.text == kind }?["link"]?.text)
            #expect(link.hasPrefix("/search?") && link.contains("brand=Fjordby"))
            #expect(try await client.send(.get, link).status == 200)
        }
    }

    @Test(arguments: [("", 200), ("q=", 200), ("q=a&limit=51", 422), ("q=a&limit=0", 422), ("x=1", 422)])
    func refusesWhatMakesNoSense(_ query: String, _ status: Int) async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            #expect(try await client.send(.get, "/v1/suggest?\(query)").status == status)
        }
    }
}
