import Foundation
public import HTTPTypes
public import Hummingbird

/// What went wrong with a request: the one shape of every error (RFC 9457, problem details).
///
/// `code` is stable and for programs, all else is for people. It says nothing of files, of the machine, or of what
/// broke inside.
public struct Problem: Error, Sendable, Equatable {
    public var status: HTTPResponse.Status
    /// Stable, with dots, such as `listing.unknown`.
    public var code: String
    /// One sentence, the same for every problem of this code.
    public var title: String
    /// What is wrong with this very request.
    public var detail: String?
    /// The parameter, header or JSON pointer that is meant, such as `/filter/minimumPrice` or `query q`.
    public var location: String?
    /// What to do next.
    public var next: String?
    /// Headers that go with it, such as `Retry-After` and `Allow`.
    public var headers: HTTPFields
    /// The request, by the id that logs have.
    public var instance: String?
    /// What we broke, for the log and for nobody else.
    var cause: String?
    /// What came is no HTTP any more: nothing after it on this connection can be read.
    var breaksConnection = false

    public init(
        _ status: HTTPResponse.Status, _ code: String, _ title: String, detail: String? = nil,
        location: String? = nil, next: String? = nil, headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.location = location
        self.next = next
        self.headers = headers
    }
}

extension Problem: Encodable {
    private enum Keys: String, CodingKey {
        case type, title, status, code, detail, `where`, next, instance
    }

    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Keys.self)
        try object.encode("urn:souk:problem:\(code)", forKey: .type)
        try object.encode(title, forKey: .title)
        try object.encode(status.code, forKey: .status)
        try object.encode(code, forKey: .code)
        try object.encodeIfPresent(detail, forKey: .detail)
        try object.encodeIfPresent(location, forKey: .where)
        try object.encodeIfPresent(next, forKey: .next)
        try object.encodeIfPresent(instance, forKey: .instance)
    }
}

extension Problem: HTTPResponseError {
    /// As `application/problem+json`.
    public func response(from request: Request, context: some RequestContext) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var fields = headers
        fields[.contentType] = "application/problem+json; charset=utf-8"
        fields[.cacheControl] = "no-store"
        return Response(
            status: status, headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(self))))
    }
}
