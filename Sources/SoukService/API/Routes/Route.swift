import SoukCatalog
import Foundation
import Hummingbird

/// An endpoint and what answers it.
struct Route: Sendable {
    let endpoint: Endpoint
    let handle: @Sendable (Call) async throws -> Response

    init(_ endpoint: Endpoint, _ handle: @escaping @Sendable (Call) async throws -> Response) {
        self.endpoint = endpoint
        self.handle = handle
    }

    func add(to router: Router<SoukRequestContext>, limits: ServiceLimits) {
        let (endpoint, handle) = (endpoint, handle)
        let bodyLimit = endpoint.bodyBytes(limits)
        router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
            do {
                if let role = endpoint.role { try context.require(role) }
                let parameters = try endpoint.readParameters(request, context)
                let body = try await endpoint.readBody(request, context, limit: bodyLimit)
                return try await handle(
                    Call(request: request, context: context, parameters: parameters, body: body))
            } catch {
                throw Problem(from: error)
            }
        }
    }
}

extension Endpoint {
    /// Of a JSON body: more where a photo may be in it, in base64.
    fileprivate func bodyBytes(_ limits: ServiceLimits) -> Int {
        guard case .json(let schema, _) = body, schema.named["PhotoInput"] != nil else {
            return limits.bodyBytes
        }
        return limits.bodyBytes + (limits.photoBytes + 2) / 3 * 4
    }

    /// The body, where it is JSON, held against its schema; photos, forms and lines are read by their routes.
    fileprivate func readBody(
        _ request: Request, _ context: SoukRequestContext, limit: Int
    ) async throws -> JSON {
        guard case .json(let schema, _) = body else { return .null }
        guard request.hasMedia(["application/json"]) else {
            throw Problem.unsupportedMediaType(expected: "application/json")
        }
        return try schema.read(await request.body(upTo: limit, context))
    }
}

extension Schema {
    /// JSON of a client, held against this schema.
    ///
    /// - Throws: `request.malformed` for what is not JSON, `request.invalid` for what the schema refuses.
    func read(_ bytes: some Sequence<UInt8>, at pointer: JSONPointer = .root) throws -> JSON {
        let value: JSON
        do throws(JSONFault) { value = try JSONParser.parse(bytes) } catch {
            throw Problem.invalid(
                "body", "This is not JSON that is taken: \(error.reason), at byte \(error.offset).",
                status: .badRequest)
        }
        do throws(SchemaFault) { try check(value, at: pointer) } catch {
            throw Problem.invalid(
                error.pointer == .root ? "body" : error.pointer.description,
                "Expected \(error.expected); found \(error.found).", next: error.remedy)
        }
        return value
    }
}

extension Request {
    /// Whether the body's type is one of these; a body without a type is taken for the first.
    func hasMedia(_ types: [String]) -> Bool {
        guard let header = headers[.contentType] else { return true }
        let type = header.prefix { $0 != ";" }.lowercased().trimmingCharacters(in: .whitespaces)
        return types.contains(type)
    }
}

extension Response {
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) throws -> Response {
        var fields = headers
        fields[.contentType] = "application/json; charset=utf-8"
        fields[.cacheControl] = "no-store"
        return Response(
            status: status, headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try AnswerEncoder.encode(value))))
    }
}

/// How answers become JSON. Their types name their members in snake_case: a strategy would turn each name of each
/// answer anew.
enum AnswerEncoder {
    static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}
