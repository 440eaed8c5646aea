import SoukCatalog
public import Foundation
public import Hummingbird

/// A file of this service as an answer, with what browsers need to keep it.
public struct StoredFile: Sendable {
    public let bytes: ByteBuffer
    public let type: String
    public let tag: String
    public let cacheControl: String

    /// A file in memory.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - type: Its media type, such as `image/jpeg`.
    ///   - cacheControl: For how long browsers may keep it without asking.
    public init(
        _ bytes: some Sequence<UInt8> & ContiguousBytes, type: String, cacheControl: String = "no-cache"
    ) {
        self.bytes = ByteBuffer(bytes: bytes)
        self.type = type
        self.cacheControl = cacheControl
        tag = "\"\(Checksum.sha256(bytes).prefix(32))\""
    }

    /// A photo or another file on disk; nil when it is not there.
    public init?(contentsOf url: URL, type: String, cacheControl: String = "no-cache") {
        guard let data = try? Data(contentsOf: url) else { return nil }
        self.init(data, type: type, cacheControl: cacheControl)
    }

    /// 304 without the bytes when the browser has them already.
    public func response(to request: Request) -> Response {
        var headers: HTTPFields = [.eTag: tag, .cacheControl: cacheControl]
        if Self.matches(request.headers[.ifNoneMatch], tag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = type
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }

    /// RFC 9110, 13.1.2: a list of tags, weak or not, or `*`.
    static func matches(_ header: String?, _ tag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            let given = part.trimmingCharacters(in: .whitespaces)
            return given == "*" || given == tag || given == "W/" + tag
        }
    }
}
