import Foundation
import InMemoryTracing
import Testing
import Tracing

import SoukService

/// One tracer for the whole process, as swift-distributed-tracing wants it.
private let tracer: InMemoryTracer = {
    let tracer = InMemoryTracer()
    InstrumentationSystem.bootstrap(tracer)
    return tracer
}()

struct TracingTests {
    @Test func aSearchIsSpansUnderItsRequest() async throws {
        let tracer = tracer
        let shop = try await SmallShop()
        defer { shop.remove() }
        let spans = try await shop.serve { client in
            try await withSpan("test") { span in
                let trace = try #require(span.context.inMemorySpanContext).traceID
                let reply = try await client.execute(uri: "/v1/search?q=oak%20table")
                #expect(reply.status == 200)
                return tracer.finishedSpans.filter { $0.spanContext.traceID == trace }
            }
        }
        let request = try #require(spans.first { $0.operationName == "GET /v1/search" })
        #expect(request.attributes.get("http.response.status_code")?.toSpanAttribute() == 200)
        let names = Set(spans.map(\.operationName))
        #expect(
            names.isSuperset(of: ["search", "understand", "encode", "retrieve words", "rank"]), "\(names)")
        for span in spans {
            #expect(!"\(span.attributes)".contains("oak"), "a query is nobody's business")
        }
    }
}
