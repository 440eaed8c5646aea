import Foundation
import HTTPTypes
import SoukCatalog
import Testing

@testable import SoukService

struct BuyerRouteTests {
    @Test func whatABuyerDidIsKeptUsedHandedOutAndForgotten() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let events =
                #"{"events": [{"buyer": "ana", "listing": "l-0", "action": "save", "time": "2026-02-03T09:30:00Z"}, {"buyer": "ana", "listing": "l-4", "action": "dismissed"}]}"#
            let kept = try await client.send(.post, "/v1/events", json: events)
            #expect(kept.status == 200 && kept.json["recorded"] == 2)
            let offers = try await client.send(.get, "/v1/buyers/ana/recommendations?limit=7&explain=true")
            #expect(offers.status == 200)
            try RecommendationAnswerBody.schema.check(offers.json)
            let ids = (offers.json["results"]?.items ?? []).compactMap {
                $0["result"]?["listing"]?["id"]?.text
            }
            #expect(!ids.isEmpty && ids.count <= 7 && !ids.contains("l-4"))
            let export = try await client.send(.get, "/v1/buyers/ana")
            try BuyerExport.schema.check(export.json)
            #expect(
                export.json["events"]?.items?.compactMap { $0["action"]?.text }.sorted() == [
                    "dismissed", "save",
                ])
            #expect(export.text.contains("2026-02-03T09:30:00Z"))
            #expect(try await client.send(.delete, "/v1/buyers/ana").json["erased"] == 2)
            #expect(try await client.send(.get, "/v1/buyers/ana").json["events"] == [])
        }
    }

    @Test func soldMeansGone() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            #expect(try await client.found("leather sofa").contains("l-0"))
            let sold = #"{"events": [{"buyer": "ana", "listing": "l-0", "action": "sold"}]}"#
            #expect(try await client.send(.post, "/v1/events", json: sold).status == 200)
            #expect(try await client.found("leather sofa").contains("l-0") == false)
            #expect(try await client.send(.get, "/v1/listings/l-0").status == 404)
        }
    }

    @Test func anUnknownTownIsAnswered() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let answer = try await client.send(.get, "/v1/buyers/ana/recommendations?near=Xyzzyville")
            #expect(answer.status == 422)
        }
    }
}
