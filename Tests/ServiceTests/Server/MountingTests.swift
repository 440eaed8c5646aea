import HTTPTypes
import Hummingbird
import MetricsTestKit
import NIOCore
import NIOEmbedded
import SoukService
import Testing

/// Souk's routes in a server of somebody's own, through public API, with a backend for metrics of their own.
struct MountingTests {
    @Test func theAPIMountsByItselfBesideOtherRoutes() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let figures = TestMetrics()
        let souk = SoukRoutes(shop.marketplace, shop.configuration, metrics: figures)
        let router = souk.router()
        souk.registerAPI(on: router)
        router.get("/mine") { _, _ in "mine" }
        let responder = souk.responder(router)
        func status(_ path: String) async throws -> Int {
            let head = HTTPRequest(
                method: .get, scheme: "http", authority: "localhost", path: path, headerFields: [:])
            let context = SoukRequestContext(
                source: .init(channel: NIOAsyncTestingChannel(), logger: RouterClient.silent))
            let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
            return try await responder.respond(to: request, context: context).status.code
        }
        #expect(try await status("/mine") == 200)
        #expect(try await status("/v1/search?q=oak") == 200)
        #expect(try await status("/health/ready") == 503)
        try await souk.warmUp()
        #expect(try await status("/health/ready") == 200)
        #expect(try await status("/") == 404)
        for path in ["/lab", "/metrics"] { #expect(try await status(path) == 401, "\(path)") }

        let searches = try figures.expectCounter(
            "souk_requests_total", [("route", "/v1/search"), ("method", "GET"), ("status", "200")])
        #expect(searches.totalValue == 1)
    }
}
