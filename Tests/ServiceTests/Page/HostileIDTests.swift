import Foundation
import HTTPTypes
import SoukCatalog
import Testing

@testable import SoukService

/// Listings with any id that the rule takes have a page, photos and routes.
struct HostileIDTests {
    private static let ids = [
        "AB 12", "a/b", "a#b", "a?b=c", "ü", "caf\u{E9}", "cafe\u{301}", "🪑", "👩\u{200D}👧", "100%", "%2F",
        "a\\b",
        "it's \"so\"", "https://x.example/item/1?v=2#top", "a+b", "a;b", "a&b=1", ".a", "...", "<b>", "{{x}}",
        "a:b", "~",
    ]

    @Test func everyRouteAndLinkTakesThem() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            for id in Self.ids {
                #expect(ListingID.refusal(of: id) == nil)
                let path = PercentCoding.encode(id)
                #expect(PercentCoding.decode(path)?.utf8.elementsEqual(id.utf8) == true)
                let put = try await client.send(
                    .put, "/v1/listings/\(path)", json: #"{"title": "Quokka statue"}"#)
                #expect((200...201).contains(put.status), "\(id)")
            }
            for id in Self.ids {
                let path = PercentCoding.encode(id)
                #expect(try await client.send(.get, "/v1/listings/\(path)").status == 200, "\(id)")
                let page = try await client.execute(uri: PathText.listing(id))
                #expect(page.status == 200 && page.text.contains("Quokka"), "\(id)")
                // There is no photo, which is another problem than a route that is not there.
                let photo = try await client.execute(uri: PathText.photo(id, 0))
                #expect(photo.status == 404 && !photo.text.isEmpty, "\(id)")
            }
            let found = try await client.execute(uri: "/search?q=quokka")
            let links = found.text.matches(of: /<h3><a href="([^"]+)"/).map { String($0.output.1) }
            #expect(!links.isEmpty)
            for link in links { #expect(try await client.execute(uri: link).status == 200, "\(link)") }
            for id in Self.ids {
                let path = PercentCoding.encode(id)
                let gone = try await client.send(.delete, "/v1/listings/\(path)")
                #expect((200...204).contains(gone.status), "\(id)")
                #expect(try await client.execute(uri: PathText.listing(id)).status == 404, "\(id)")
            }
        }
    }
}
