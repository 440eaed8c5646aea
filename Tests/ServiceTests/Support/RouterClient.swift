import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import SoukCatalog
import Synchronization
import Testing

@testable import SoukService

/// Sends requests straight to the routes, with all that stands around them and without sockets.
struct RouterClient {
    struct Reply {
        var status: Int
        var headers: HTTPFields
        var body: Data

        var text: String { String(decoding: body, as: UTF8.self) }

        /// The body as a JSON object.
        func json() throws -> [String: Any] {
            try JSONSerialization.jsonObject(with: body) as? [String: Any] ?? [:]
        }

        /// The stable code of a problem.
        var code: String? { (try? json())?["code"] as? String }
    }

    let service: SoukService
    let runtime: ServiceRuntime
    private let responder: ServiceResponder<RouterResponder<SoukRequestContext>>

    init(_ service: SoukService) {
        self.service = service
        runtime = service.runtime
        responder = service.responder
    }

    /// A service with these routes alone.
    init(
        _ configuration: ServiceConfiguration = .patient, logger: Logger = RouterClient.silent,
        routes: (Router<SoukRequestContext>) -> Void = { _ in }
    ) {
        self.init(
            SoukService(runtime: ServiceRuntime(configuration), logger: logger) { runtime in
                let router = guardedRouter(runtime)
                routes(router)
                return router
            })
        self.logger = logger
    }

    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private var logger = RouterClient.silent

    func execute(
        uri: String, method: HTTPRequest.Method = .get, headers: HTTPFields = [:], body: Data? = nil,
        stream: RequestBody? = nil, host: String? = "localhost"
    ) async throws -> Reply {
        var headers = headers
        if let body, headers[.contentLength] == nil { headers[.contentLength] = "\(body.count)" }
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: host, path: uri, headerFields: headers),
            body: stream ?? RequestBody(buffer: ByteBuffer(bytes: body ?? Data())))
        let context = SoukRequestContext(source: .init(channel: NIOAsyncTestingChannel(), logger: logger))
        let collector = BodyCollector()
        // Whatever a test asks for, no route may block a thread of the cooperative pool.
        let response = try await BlockingCalls.$watch.withValue({ name in
            Issue.record("\(method) \(uri) blocked the cooperative pool by \(name)")
        }) {
            let response = try await responder.respond(to: request, context: context)
            try await response.body.write(collector)
            return response
        }
        return Reply(
            status: response.status.code, headers: response.headers, body: collector.data.withLock { $0 })
    }
}
