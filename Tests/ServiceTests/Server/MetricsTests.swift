import CoreMetrics
import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import SoukService

@Suite struct MetricsTests {
    @Test func textIsAsPrometheusReadsIt() {
        let registry = MetricsRegistry()
        registry.makeCounter(
            label: "souk_requests_total", dimensions: [("route", "/a\"b\\c\nd"), ("status", "200")]
        )
        .increment(by: 3)
        let timer = registry.makeTimer(label: "souk_request_seconds", dimensions: [("route", "/a")])
        for milliseconds in [0, 1, 2, 30, 90_000] { timer.recordNanoseconds(Int64(milliseconds) * 1_000_000) }
        registry.makeMeter(label: "some.gauge-1", dimensions: []).set(Double.nan)
        let text = PrometheusText.render(registry)
        #expect(text.contains(#"souk_requests_total{route="/a\"b\\c\nd",status="200"} 3"# + "\n"))
        #expect(text.contains("# TYPE souk_request_seconds histogram\n"))
        #expect(text.contains(#"souk_request_seconds_bucket{route="/a",le="0.001"} 2"# + "\n"))
        #expect(text.contains(#"souk_request_seconds_bucket{route="/a",le="+Inf"} 5"# + "\n"))
        #expect(text.contains(#"souk_request_seconds_count{route="/a"} 5"# + "\n"))
        #expect(text.contains("some_gauge_1 NaN\n"))
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(line.split(separator: " ").count >= 2)
        }
    }

    @Test func bucketsOnlyGrow() throws {
        let series = Series(.histogram)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<1_000 { series.record(Double.random(in: 0...30, using: &random)) }
        #expect(series.values.buckets.reduce(0, +) == 1_000)
        #expect(series.values.count == 1_000)
    }

    @Test func thereAreOnlySoManySeries() {
        let registry = MetricsRegistry()
        for number in 0..<(MetricsRegistry.mostSeries + 100) {
            registry.makeCounter(label: "a", dimensions: [("n", "\(number)")]).increment(by: 1)
        }
        #expect(registry.all.count == MetricsRegistry.mostSeries)
    }

    @Test func requestsAreCountedByRoute() async throws {
        let client = RouterClient { router in
            router.get("/things/{id}") { _, context -> String in
                context.stages.note("encoding", 0.002)
                return "thing"
            }
        }
        for id in ["1", "2", "anna@example.org"] { _ = try await client.execute(uri: "/things/\(id)") }
        for path in ["/x", "/y"] { _ = try await client.execute(uri: path) }
        _ = try await client.execute(uri: "/x", method: .init("STRANGE") ?? .get)
        let text = PrometheusText.render(try #require(client.runtime.prometheus))
        #expect(text.contains(#"souk_requests_total{route="/things/{id}",method="GET",status="200"} 3"#))
        #expect(text.contains(#"souk_requests_total{route="none",method="GET",status="404"} 2"#))
        #expect(text.contains(#"method="other""#) && !text.contains("STRANGE") && !text.contains("anna"))
        #expect(text.contains(#"souk_stage_seconds_count{route="/things/{id}",stage="encoding"} 3"#))
    }

    @Test func infoNamesOneIndexAtATime() throws {
        let runtime = ServiceRuntime(ServiceConfiguration())
        for generation in ["1", "2"] { runtime.noteInfo(generation: generation, model: "m") }
        let text = PrometheusText.render(try #require(runtime.prometheus))
        #expect(text.contains(#"souk_info{generation="1",model="m"} 0"#))
        #expect(text.contains(#"souk_info{generation="2",model="m"} 1"#))
    }

    #if os(Linux)
        @Test func theProcessKnowsItself() throws {
            #expect(try #require(ProcessFigures.residentMemory) > 1 << 20)
            #expect(try #require(ProcessFigures.openDescriptors) > 2)
        }
    #endif
}
