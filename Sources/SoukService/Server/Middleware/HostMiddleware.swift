import HTTPTypes
import Hummingbird

/// Answers only to names that are the service's own: a page of another site must not reach it by a name that was
/// pointed here (DNS rebinding).
struct HostMiddleware: RouterMiddleware {
    typealias Context = SoukRequestContext

    /// Lower case, without ports; nil takes any well-formed name.
    private let allowed: Set<String>?
    private let uriBytes: Int
    /// Where a second one is: the first is the request's authority.
    private static let further = HTTPField.Name.requireName("Host")

    init(_ configuration: ServiceConfiguration) {
        uriBytes = configuration.limits.uriBytes
        let named = Set(configuration.allowedHosts.map { $0.lowercased() })
        if configuration.isLoopbackOnly {
            allowed = named.union(["localhost", "127.0.0.1", "[::1]", configuration.host.lowercased()])
        } else {
            allowed = named.isEmpty ? nil : named.union(["localhost", "127.0.0.1", "[::1]"])
        }
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.head.path?.utf8.count ?? 0 <= uriBytes else {
            throw Problem(
                .uriTooLong, "request.uri", "The address is too long.",
                detail: "At most \(uriBytes) bytes are taken.", next: "Send long queries as a body, by POST.")
        }
        guard let authority = request.head.authority, let host = Self.host(authority),
            request.headers[Self.further] == nil
        else {
            throw Problem.invalid(
                "header Host", "It is missing, there more than once, or no name.", status: .badRequest)
        }
        guard allowed?.contains(host) ?? true else {
            throw Problem(
                .misdirectedRequest, "request.host", "The service does not answer to this name.",
                location: "header Host",
                next: "The operator of the service allows names by the setting \"name\".")
        }
        return try await next(request, context)
    }

    /// The name without its port, in lower case; nil for what is none.
    static func host(_ authority: String) -> String? {
        let text = authority.lowercased()
        var (name, rest) = (Substring(text), Substring())
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            (name, rest) = (text[...end], text[text.index(after: end)...])
        } else if let colon = text.firstIndex(of: ":") {
            (name, rest) = (text[..<colon], text[colon...])
        }
        guard rest.isEmpty || rest.first == ":" && UInt16(rest.dropFirst()) != nil else { return nil }
        let isName =
            !name.isEmpty && name.utf8.count <= 255
            && name.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7F && !"/\\@?#\"'<>%&;,".utf8.contains(byte)
            }
        return isName ? String(name) : nil
    }
}
