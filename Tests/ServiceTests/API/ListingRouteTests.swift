import Foundation
import HTTPTypes
import SoukCatalog
import Testing

@testable import SoukService

struct ListingRouteTests {
    private static let lamp =
        #"{"title": "Brass anglepoise lamp", "price": "£12.50", "category": "Home & Garden / Lamps", "town": "Leeds", "description": "Works well."}"#

    @Test func whatIsPutIsFoundAndWhatIsDeletedIsGone() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let created = try await client.send(.put, "/v1/listings/lamp-1", json: Self.lamp)
            #expect(created.status == 201)
            try ReceiptAnswer.schema.check(created.json)
            #expect(created.json["id"]?.text == "lamp-1")
            #expect(try await client.found("anglepoise").contains("lamp-1"))
            let again = try await client.send(.put, "/v1/listings/lamp-1", json: Self.lamp)
            #expect(again.status == 200)
            let shown = try await client.send(.get, "/v1/listings/lamp-1")
            #expect(shown.status == 200)
            try DetailsAnswer.schema.check(shown.json)
            #expect(shown.json["listing"]?["price"]?["amount"] == 1250)
            let gone = try await client.send(.delete, "/v1/listings/lamp-1")
            #expect(gone.status == 204 && gone.bytes.isEmpty)
            #expect(try await client.found("anglepoise").contains("lamp-1") == false)
            for path in [
                "/v1/listings/lamp-1", "/v1/listings/lamp-1/similar", "/v1/listings/lamp-1/photos/0",
            ] {
                #expect(try await client.send(.get, path).status == 404)
            }
            let twice = try await client.send(.delete, "/v1/listings/lamp-1")
            #expect(twice.status == 404 && twice.code == "listing.unknown")
        }
    }

    @Test func aPatchChangesWhatItNames() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            _ = try await client.send(.put, "/v1/listings/lamp", json: Self.lamp)
            let cheaper = try await client.send(
                .patch, "/v1/listings/lamp", json: #"{"price": "£9", "town": null}"#)
            #expect(cheaper.status == 200)
            let shown = try await client.send(.get, "/v1/listings/lamp").json["listing"]
            #expect(shown?["price"]?["amount"] == 900)
            #expect(shown?["town"] == nil)
            #expect(shown?["title"] == "Brass anglepoise lamp")
            #expect(
                try await client.send(.patch, "/v1/listings/none", json: #"{"price": "£9"}"#).status == 404)
        }
    }

    @Test func cleaningSaysWhatItRepairedAndWhatItRefused() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let repaired = try await client.send(
                .put, "/v1/listings/a",
                json: #"{"title": "Lamp &amp; shade", "description": "Call 07700 900123"}"#)
            #expect(repaired.status == 201)
            #expect(repaired.json["repairs"]?.items?.isEmpty == false)
            let refused = try await client.send(.put, "/v1/listings/b", json: #"{"title": "   "}"#)
            #expect(refused.status == 422)
            #expect(refused.code == "listing.rejected")
            #expect(try await client.send(.get, "/v1/listings/b").status == 404)
        }
    }

    @Test func photosGoInAndComeOut() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let photo = Array(try SmallShop.photo(9))
        try await shop.serve { (client: RouterClient) async throws in
            _ = try await client.send(.put, "/v1/listings/lamp", json: Self.lamp)
            let kept = try await client.send(
                .put, "/v1/listings/lamp/photos/0", bytes: photo, type: "image/png")
            #expect(kept.status == 200)
            try PhotoReceiptAnswer.schema.check(kept.json)
            let full = try await client.send(.get, "/v1/listings/lamp/photos/0")
            #expect(full.status == 200 && full.bytes.starts(with: [0xFF, 0xD8, 0xFF]))
            #expect(full.headers[.contentType] == "image/jpeg")
            let small = try await client.send(.get, "/v1/listings/lamp/photos/0?size=thumbnail")
            #expect(small.bytes.starts(with: [0x89, 0x50]))
            #expect(try await client.send(.get, "/v1/listings/lamp/photos/1").status == 404)
            let page = try await client.send(
                .put, "/v1/listings/lamp/photos/0", bytes: Array("<html>".utf8), type: "image/png")
            #expect(page.status == 422 && page.text.contains("HTML"))
            #expect(
                try await client.send(.put, "/v1/listings/none/photos/0", bytes: photo, type: "image/png")
                    .status == 404)
        }
    }

    @Test func similarListingsLeaveItselfOut() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let answer = try await client.send(.get, "/v1/listings/l-0/similar?limit=5&explain=true")
            #expect(answer.status == 200)
            try SimilarAnswerBody.schema.check(answer.json)
            let ids = (answer.json["results"]?.items ?? []).compactMap { $0["listing"]?["id"]?.text }
            #expect(!ids.isEmpty && !ids.contains("l-0") && ids.count <= 5)
        }
    }

    /// Writes need a writer; a reader may only look.
    @Test(arguments: [
        ("PUT", "/v1/listings/a"), ("PATCH", "/v1/listings/a"), ("DELETE", "/v1/listings/a"),
        ("POST", "/v1/listings:batch"), ("PUT", "/v1/listings/a/photos/0"), ("POST", "/v1/events"),
        ("GET", "/v1/buyers/ana"), ("DELETE", "/v1/buyers/ana"),
    ])
    func writesNeedAToken(_ method: String, _ path: String) async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let method = try #require(HTTPRequest.Method(rawValue: method))
            #expect(try await client.send(method, path, token: nil).status == 401)
            #expect(try await client.send(method, path, token: "wrong-token-wrong-token-wrong").status == 401)
            #expect(try await client.send(method, path, token: SmallShop.reader).status == 403)
        }
    }
}
