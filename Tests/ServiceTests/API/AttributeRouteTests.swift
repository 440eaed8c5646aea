import HTTPTypes
import SoukCatalog
import Testing

import SoukService

/// Every attribute of listings, from writing to filters and facets.
struct AttributeRouteTests {
    @Test(arguments: ListingAttribute.allCases)
    func isWrittenFoundCountedChangedAndCleared(_ attribute: ListingAttribute) async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let name = attribute.name
            _ = try await client.send(
                .put, "/v1/listings/lamp", json: #"{"title": "Anglepoise lamp", "\#(name)": "used"}"#)
            let shown = try await client.send(.get, "/v1/listings/lamp").json["listing"]
            #expect(shown?[name] == "used")
            let found = try await client.send(.get, "/v1/search?q=anglepoise&\(name)=used&\(name)=other").json
            #expect(found["results"]?.items?.count == 1)
            let values = found["facets"]?[attribute.description.plural]?.items ?? []
            #expect(values.contains(["value": "used", "count": 1]))
            let posted = try await client.send(
                .post, "/v1/search", json: #"{"query": "anglepoise", "filter": {"\#(name)": ["x", "used"]}}"#)
            #expect(posted.json["results"]?.items?.map { $0["listing"]?["id"] } == ["lamp"])
            let others = try await client.send(.get, "/v1/search?q=anglepoise&\(name)=other").json
            #expect(others["results"]?.items == [])
            _ = try await client.send(.patch, "/v1/listings/lamp", json: #"{"\#(name)": "new"}"#)
            #expect(try await client.send(.get, "/v1/listings/lamp").json["listing"]?[name] == "new")
            _ = try await client.send(.patch, "/v1/listings/lamp", json: #"{"\#(name)": null}"#)
            let cleared = try await client.send(.get, "/v1/listings/lamp").json["listing"]
            #expect(cleared?.members?[name] == nil)
            let refused = try await client.send(
                .post, "/v1/search", json: #"{"filter": {"\#(name)": {"is": "used"}}}"#)
            #expect(refused.status == 422)
        }
    }

    /// The table calls it "manufacturer", and spells one of them in two ways.
    @Test func aBrandComesFromTheTable() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let all = try await client.send(.get, "/v1/search?limit=1").json["facets"]?["brands"]?.items
            #expect(
                all == [
                    ["value": "Fjordby", "count": 36], ["value": "Ashlow & Sons", "count": 12], ["count": 12],
                ])
            let found = try await client.send(.get, "/v1/search?brand=fjordby&limit=100").json
            let brands = (found["results"]?.items ?? []).compactMap { $0["listing"]?["brand"]?.text }
            #expect(brands.count == 36 && Set(brands) == ["Fjordby", "FJORDBY"])
            #expect(found["facets"]?["brands"]?.items == all)
            let page = try await client.send(.get, "/search?brand=FJORDBY&brand=ashlow+sons")
            #expect(page.text.contains("by FJORDBY") && page.text.contains("by ashlow sons"))
        }
    }

    @Test func severalCategoriesCanBeChosen() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            func count(_ query: String) async throws -> Int {
                let answer = try await client.send(.get, "/v1/search?limit=100&\(query)").json
                let results = answer["results"]?.items?.count ?? 0
                #expect(answer["matching"]?.whole == results)
                return results
            }
            #expect(try await count("category=Sofas") == 15)
            #expect(try await count("category=Sofas&category=Music") == 30)
            /// The top levels, those around the chosen, and all where they are asked for.
            for (more, guitars) in [("", false), ("&all_facets=true", true)] {
                let facets = try await client.send(.get, "/v1/search?category=Sofas\(more)").json["facets"]
                let paths = (facets?["categories"]?.items ?? []).compactMap { $0["path"] }
                #expect(paths.contains(["Music"]) && paths.contains(["Home & Garden", "Tables"]))
                #expect(paths.contains(["Music", "Guitars"]) == guitars)
                #expect(facets?["total"] == 15)
            }
        }
    }
}
