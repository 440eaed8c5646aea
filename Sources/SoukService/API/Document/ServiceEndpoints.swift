import HTTPTypes
import SoukCatalog

/// What the service answers about itself; all but the document is served elsewhere.
enum ServiceEndpoints {
    static let endpoints = [document, live, ready, metrics]

    static let document = Endpoint(
        method: .get, path: "/openapi.json", operation: "openAPI", group: .service, summary: "This document",
        answers: [.init(status: 200, note: "OpenAPI 3.1.", content: .anyJSON)])

    private static let live = Endpoint(
        method: .get, path: "/health/live", operation: "healthLive", group: .service,
        summary: "Whether the process answers",
        answers: [.init(status: 200, note: "It does.", content: .anyJSON)])

    private static let ready = Endpoint(
        method: .get, path: "/health/ready", operation: "healthReady", group: .service,
        summary: "Whether requests would be served",
        answers: [.init(status: 200, note: "They would.", content: .anyJSON)])

    private static let metrics = Endpoint(
        method: .get, path: "/metrics", operation: "metrics", group: .service,
        summary: "Figures for Prometheus", role: .reader,
        answers: [.init(status: 200, note: "Prometheus text format.", content: .text)])
}
