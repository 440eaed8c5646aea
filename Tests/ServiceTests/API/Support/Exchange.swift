import SoukCatalog
import Foundation
import HTTPTypes

@testable import SoukService

/// A request and its answer, as these tests write and read them.
struct Exchange: Sendable {
    var status: Int
    var headers: HTTPFields
    var bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The body as JSON; null when it is none.
    var json: JSON {
        (try? JSONParser.parse(bytes, limits: JSONLimits(depth: 64, values: 5_000_000))) ?? .null
    }
    /// The code of a problem.
    var code: String? { json["code"]?.text }
}

extension RouterClient {
    func send(
        _ method: HTTPRequest.Method, _ path: String, json: String? = nil, bytes: [UInt8]? = nil,
        type: String? = nil, token: String? = SmallShop.writer, headers more: [String: String] = [:]
    ) async throws -> Exchange {
        var headers = HTTPFields()
        if let token { headers[.authorization] = "Bearer \(token)" }
        if let type = type ?? (json == nil ? nil : "application/json") { headers[.contentType] = type }
        for (name, value) in more {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        let body = json.map { Array($0.utf8) } ?? bytes
        let reply = try await execute(
            uri: path, method: method, headers: headers, body: body.map { Data($0) })
        return Exchange(status: reply.status, headers: reply.headers, bytes: Array(reply.body))
    }

    /// Ids of what a search finds.
    func found(_ query: String) async throws -> [String] {
        let answer = try await send(.get, "/v1/search?q=\(PercentCoding.encode(query))&limit=100")
        return (answer.json["results"]?.items ?? []).compactMap { $0["listing"]?["id"]?.text }
    }
}
