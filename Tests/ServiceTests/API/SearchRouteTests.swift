import Foundation
import HTTPTypes
import SoukCatalog
import SoukMarketplace
import SoukRanking
import SoukSearch
import Testing

@testable import SoukService

struct SearchRouteTests {
    @Test func searchAnswersWithEverything() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let answer = try await client.send(
                .post, "/v1/search",
                json: #"{"query": "leather sofa under £50", "explain": true, "limit": 2}"#)
            #expect(answer.status == 200)
            try SearchAnswerBody.schema.check(answer.json)
            let results = try #require(answer.json["results"]?.items)
            #expect(results.count == 2)
            let first = try #require(results.first)
            #expect(first["listing"]?["category"] == ["Home & Garden", "Sofas"])
            #expect(first["rank"] == 1)
            let parts = try #require(first["breakdown"]?["parts"]?.items)
            let sum = parts.compactMap { $0["contribution"]?.decimal }.reduce(0, +)
            #expect(sum == first["score"]?.decimal)
            #expect(answer.json["understood"]?["phrases"]?.items?.first?["maximum_price"] == 5000)
            #expect(answer.json["facets"]?["total"] == answer.json["matching"])
            #expect(answer.json["timings"]?["total"]?.decimal ?? 0 > 0)
            #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        }
    }

    @Test func anURLSaysTheSame() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let posted = try await client.send(
                .post, "/v1/search",
                json:
                    #"{"query": "sofa", "filter": {"minimum_price": 3000, "category": "Sofas"}, "sort": "cheapest"}"#
            )
            let linked = try await client.send(
                .get, "/v1/search?q=sofa&min_price=3000&category=Sofas&sort=cheapest")
            #expect(linked.status == 200)
            #expect(linked.json["results"] == posted.json["results"])
            let prices = (linked.json["results"]?.items ?? []).compactMap {
                $0["listing"]?["price"]?["amount"]?.whole
            }
            #expect(prices == prices.sorted() && prices.count > 3 && prices[0] >= 3000)
        }
    }

    @Test(arguments: [("newest", true), ("dearest", true), ("nearest", false), ("relevance", true)])
    func ordersOfResults(_ sort: String, _ works: Bool) async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            for query in ["", "guitar"] {
                let answer = try await client.send(
                    .post, "/v1/search", json: "{\"query\": \"\(query)\", \"sort\": \"\(sort)\"}")
                #expect(answer.status == (works ? 200 : 422))
                guard works else { continue }
                let ranks = (answer.json["results"]?.items ?? []).compactMap { $0["rank"]?.whole }
                #expect(ranks == Array(1...max(1, ranks.count)))
                let prices = (answer.json["results"]?.items ?? []).compactMap {
                    $0["listing"]?["price"]?["amount"]?.whole
                }
                if sort == "dearest" { #expect(prices == prices.sorted(by: >)) }
            }
        }
    }

    /// Pages go on where the last one ended, and together are the whole.
    @Test func pagesFollowEachOther() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            func ids(_ answer: Exchange) -> [String] {
                (answer.json["results"]?.items ?? []).compactMap { $0["listing"]?["id"]?.text }
            }
            let whole = try await client.send(.post, "/v1/search", json: #"{"query": "sofa", "limit": 100}"#)
            var answer = try await client.send(.post, "/v1/search", json: #"{"query": "sofa", "limit": 4}"#)
            var all = ids(answer)
            while let cursor = answer.json["cursor"]?.text {
                answer = try await client.send(
                    .post, "/v1/search", json: "{\"cursor\": \"\(cursor)\", \"limit\": 4}")
                #expect(answer.status == 200)
                try SearchAnswerBody.schema.check(answer.json)
                all += ids(answer)
            }
            #expect(all == ids(whole))
            #expect(all.count > 8)
            let forged = try await client.send(.post, "/v1/search", json: #"{"cursor": "e30.0000"}"#)
            #expect(forged.status == 422)
            #expect(forged.json["where"] == "cursor")
        }
    }

    /// More strangers' first pages than are kept: whoever was reading reads on where they were.
    @Test func othersSearchesTakeNobodysPages() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            func second(_ cursor: String) async throws -> JSON? {
                let page = try await client.send(
                    .post, "/v1/search", json: "{\"cursor\": \"\(cursor)\", \"limit\": 4}")
                #expect(page.status == 200, "\(page.text)")
                return page.json["results"]
            }
            let first = try await client.send(.post, "/v1/search", json: #"{"query": "sofa", "limit": 4}"#)
            let cursor = try #require(first.json["cursor"]?.text)
            let before = try #require(try await second(cursor))
            let answers = shop.marketplace.pipeline.engine.answers
            for _ in 0..<1_200 { _ = try await answers.keep([KeptResult(id: "l-1")], continuation: []) }
            #expect(try await second(cursor) == before)
        }
    }

    @Test func nothingRelevantIsSaid() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let answer = try await client.send(.post, "/v1/search", json: #"{"query": "zeppelin hangar"}"#)
            #expect(answer.status == 200)
            #expect(answer.json["verdict"] == "nothing_relevant")
        }
    }

    /// A photo needs vectors; this marketplace has none, and says so instead of guessing.
    @Test func aPhotoIsTakenOrRefusedWithAReason() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let photo = try SmallShop.photo(3)
        try await shop.serve { (client: RouterClient) async throws in
            let uploaded = try await client.send(.post, "/v1/photos", bytes: Array(photo), type: "image/png")
            #expect(uploaded.status == 201)
            try UploadedPhoto.schema.check(uploaded.json)
            let reference = try #require(uploaded.json["reference"]?.text)
            for body in [
                #"{"photo": {"reference": "\#(reference)"}}"#,
                #"{"photo": {"base64": "\#(photo.base64EncodedString())"}}"#,
            ] {
                let answer = try await client.send(.post, "/v1/search", json: body)
                #expect(answer.status == 422)
                #expect(answer.json["detail"]?.text?.contains("vectors") == true)
                let withWords = try await client.send(
                    .post, "/v1/search",
                    json: body.replacing("{\"photo\"", with: "{\"query\": \"sofa\", \"photo\""))
                #expect(withWords.status == 200)
            }
            for (body, place) in [
                (#"{"photo": {}}"#, "/photo"), (#"{"photo": {"base64": "e30="}}"#, "/photo/base64"),
                (#"{"photo": {"base64": "???"}}"#, "/photo/base64"),
                (#"{"photo": {"reference": "00"}}"#, "/photo/reference"),
                (#"{"photo": {"reference": "0", "base64": "e30="}}"#, "/photo"),
            ] {
                let answer = try await client.send(.post, "/v1/search", json: body)
                #expect(answer.status == 422)
                #expect(answer.json["where"]?.text == place)
            }
        }
    }

    @Test func problemsSayWhereAndWhatNext() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            let typo = try await client.send(.get, "/v1/search?querry=sofa&limt=3")
            #expect(typo.status == 422)
            #expect(
                typo.json["where"]?.text == "query \"limt\"" || typo.json["where"]?.text == "query \"querry\""
            )
            let twice = try await client.send(.get, "/v1/search?q=a&q=b")
            #expect(twice.status == 422)
            let town = try await client.send(.get, "/v1/search?q=sofa&limit=1000")
            #expect(town.json["where"]?.text == "query limit")
            let type = try await client.send(
                .post, "/v1/search", bytes: Array("q=1".utf8), type: "application/x-www-form-urlencoded")
            #expect(type.status == 415)
            let broken = try await client.send(.post, "/v1/search", json: "{\"query\": ")
            #expect(broken.status == 400)
            #expect(broken.headers[.contentType]?.hasPrefix("application/problem+json") == true)
            try ProblemShape.schema.check(broken.json)
        }
    }
}
