import HTTPTypes
import SoukCatalog
import Foundation
import Testing

@testable import SoukService

struct BatchTests {
    private static func lines(_ answer: Exchange) throws -> [JSON] {
        try answer.bytes.split(separator: 0x0A).map { try JSONParser.parse($0) }
    }

    @Test func everyLineHasItsVerdict() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let body = [
            #"{"id": "x-1", "listing": {"title": "Copper kettle", "price": "£8"}}"#,
            #"{"id": "x-2", "listing": {"title": ""}}"#,
            "this is no JSON", "",
            #"{"id": "x-1", "action": "patch", "listing": {"price": "£7"}}"#,
            #"{"id": "x-3", "action": "delete"}"#,
            #"{"id": "x-4"}"#,
            #"{"id": "x-5", "listing": {"title": "A", "prize": "£7"}}"#,
            #"{"id": "x-1", "action": "delete"}"#,
            #"{"id": "x-6", "listing": {"title": "Tin kettle"}}"#,
        ].joined(separator: "\n")
        try await shop.serve { (client: RouterClient) async throws in
            let answer = try await client.send(
                .post, "/v1/listings:batch", bytes: Array(body.utf8), type: "application/x-ndjson")
            #expect(answer.status == 200)
            let lines = try Self.lines(answer)
            for line in lines { try BatchVerdict.schema.check(line) }
            #expect(lines.map { $0["line"]?.whole } == [1, 2, 3, 5, 6, 7, 8, 9, 10])
            #expect(lines.map { $0["status"]?.whole } == [201, 422, 400, 200, 404, 422, 422, 200, 201])
            #expect(lines[6]["problem"]?["where"] == "/listing/prize")
            #expect(lines[6]["problem"]?["next"] == "Did you mean price?")
            #expect(try await client.found("kettle") == ["x-6"])
        }
    }

    @Test func aLongLineIsSkippedAlone() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let long = String(repeating: "x", count: shop.configuration.limits.bodyBytes + 10)
        let body = long + "\n" + #"{"id": "x", "listing": {"title": "Copper kettle"}}"#
        try await shop.serve { (client: RouterClient) async throws in
            let answer = try await client.send(
                .post, "/v1/listings:batch", bytes: Array(body.utf8), type: "application/x-ndjson")
            #expect(try Self.lines(answer).map { $0["status"]?.whole } == [422, 201])
        }
    }

    @Test func nothingInNothingOut() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let answer = try await client.send(
                .post, "/v1/listings:batch", bytes: [], type: "application/x-ndjson")
            #expect(answer.status == 200 && answer.bytes.isEmpty)
        }
    }
}
