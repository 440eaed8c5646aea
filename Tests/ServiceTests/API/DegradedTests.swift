import Foundation
import HTTPTypes
import SoukCatalog
import SoukEmbeddedSearch
import SoukMarketplace
import SoukRanking
import SoukSearch
import SoukTestSupport
import Testing

@testable import SoukService

/// A service whose index has vectors of a model that is gone.
struct DegradedTests {
    @Test func answersReadinessAndMetricsSaySo() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let workspace = shop.marketplace.workspace
        let encoder = UniformEncoder(identity: "gone")
        _ = try await WorkspaceIndexer(workspace, into: workspace.search, encoder: encoder)
            .run(madeBy: "test")
        try await shop.marketplace.reload()
        let registry = MetricsRegistry()
        let service = try SoukService(
            marketplace: shop.marketplace, configuration: shop.configuration, logger: RouterClient.silent,
            metrics: registry, prometheus: registry)
        service.runtime.isReady = true
        let client = RouterClient(service)
        let answer = try await client.send(.get, "/v1/search?q=sofa")
        #expect(answer.status == 200)
        #expect(answer.json["degraded"] == ["model_missing"])
        try SearchAnswerBody.schema.check(answer.json)
        let ready = try await client.send(.get, "/health/ready")
        #expect(ready.status == 200 && ready.json["degraded"] == "model_missing")
        let metrics = try await client.send(.get, "/metrics").text
        #expect(metrics.contains("souk_degraded{reason=\"model_missing\"} 1"))
        #expect(metrics.contains("souk_generation_switches 1"))
    }

    @Test func aWholeServiceSaysNothing() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            #expect(try await client.send(.get, "/v1/search?q=sofa").json["degraded"] == nil)
            let metrics = try await client.send(.get, "/metrics").text
            #expect(metrics.contains("souk_degraded{reason=\"model_missing\"} 0"))
        }
    }
}
