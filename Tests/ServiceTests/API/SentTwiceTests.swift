import Foundation
import HTTPTypes
import Hummingbird
import SoukCatalog
import SoukMarketplace
import Testing

@testable import SoukService

/// Requests that are sent again, and visitors who are nobody yet.
@Suite(.timeLimit(.minutes(10))) struct SentTwiceTests {
    private static func event(_ more: String = "") -> String {
        "{\"events\": [{\"buyer\": \"ana\", \"listing\": \"l-1\", \"action\": \"save\"\(more)}]}"
    }

    @Test func anEventOfAKnownIDOrKeyIsKeptOnce() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let key = ["Idempotency-Key": "5f0c"]
            for _ in 0..<3 {
                #expect(
                    try await client.send(.post, "/v1/events", json: Self.event(), headers: key).status == 200
                )
                #expect(
                    try await client.send(.post, "/v1/events", json: Self.event(", \"id\": \"7\"")).status
                        == 200)
            }
            #expect(try await shop.marketplace.export(buyer: "ana").count == 2)
            #expect(try await client.send(.post, "/v1/events", json: Self.event()).status == 200)
            #expect(try await shop.marketplace.export(buyer: "ana").count == 3)
            let bad = ["Idempotency-Key": String(repeating: "k", count: 200)]
            #expect(
                try await client.send(.post, "/v1/events", json: Self.event(), headers: bad).status == 400)
        }
    }

    @Test func aFormThatIsSentTwiceMakesOneListing() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            func sell(_ title: String, _ key: String) async throws -> String? {
                let form = "key=\(key)&title=\(title)&description=Old&price=5"
                let answer = try await client.send(
                    .post, "/sell", bytes: Array(form.utf8), type: "application/x-www-form-urlencoded")
                #expect(answer.status == 303)
                return answer.headers[.location]
            }
            let key = String(repeating: "a", count: 32)
            async let first = sell("Pewter+tankard", key)
            async let second = sell("Pewter+tankard", key)
            let (one, two) = (try await first, try await second)
            #expect(one == two && one != nil)
            #expect(try await client.found("tankard").count == 1)
            #expect(try await sell("Pewter+tankard+again", key) != one)
            #expect(try await client.found("tankard").count == 2)
            #expect(try await client.send(.get, "/sell").text.contains("name=\"key\" value=\""))
        }
    }

    @Test func aFormWithAPhotoThatIsGonePublishesNothingAndKeepsWhatWasTyped() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { client in
            let form =
                "title=Pewter+tankard&description=Old&price=5&photo=\(String(repeating: "0", count: 32))"
            let answer = try await client.send(
                .post, "/sell", bytes: Array(form.utf8), type: "application/x-www-form-urlencoded")
            #expect(answer.status == 409 && answer.text.contains("Add it again"))
            #expect(answer.text.contains("Pewter tankard"))
            #expect(try await client.found("tankard").isEmpty)
        }
    }

    @Test func nobodyIsABuyerBeforeTheFirstDeliberateAct() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            for path in ["/", "/listings/l-1", "/search?q=sofa"] {
                #expect(try await client.send(.get, path, token: nil).headers[.setCookie] == nil, "\(path)")
            }
            let saved = try await client.send(
                .post, "/you/save", bytes: Array("id=l-2&back=/".utf8),
                type: "application/x-www-form-urlencoded",
                token: nil)
            let cookie = try #require(saved.headers[.setCookie]?.split(separator: ";").first.map(String.init))
            let buyer = String(try #require(cookie.split(separator: "=").last))
            // The act counts for the buyer, and not for what is popular.
            let workspace = shop.marketplace.workspace
            let counted = try await Blocking.run { try workspace.dailyActions(after: 0) }
            #expect(counted.isEmpty)
            let headers = ["Cookie": cookie]
            #expect(try await client.send(.head, "/listings/l-3", token: nil, headers: headers).status == 200)
            #expect(try await client.send(.get, "/listings/l-1", token: nil, headers: headers).status == 200)
            var events: [BuyerEvent] = []
            for _ in 0..<200 where events.count < 2 {
                events = try await shop.marketplace.export(buyer: buyer)
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(events.map(\.listing) == ["l-2", "l-1"])
        }
    }

    /// Whatever trickles in: a batch is over at its time.
    @Test func aBatchEndsAtItsTime() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        var configuration = shop.configuration
        configuration.limits.longDeadline = .milliseconds(500)
        let client = RouterClient(
            try SoukService(
                marketplace: shop.marketplace, configuration: configuration, logger: RouterClient.silent))
        let (pieces, source) = AsyncStream.makeStream(of: ByteBuffer.self)
        let trickle = Task {
            for number in 0..<400 {
                source.yield(ByteBuffer(string: "{\"id\": \"t-\(number)\", \"action\": \"delete\"}\n"))
                try await Task.sleep(for: .milliseconds(50))
            }
            source.finish()
        }
        defer { trickle.cancel() }
        let reply = try await client.execute(
            uri: "/v1/listings:batch", method: .post,
            headers: [.authorization: "Bearer \(SmallShop.writer)", .contentType: "application/x-ndjson"],
            stream: RequestBody(asyncSequence: pieces))
        let last = try #require(reply.text.split(separator: "\n").last)
        #expect(last.contains("service.deadline") && last.contains("from this line on"))
    }
}
