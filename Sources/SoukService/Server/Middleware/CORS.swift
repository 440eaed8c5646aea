import HTTPTypes
import Hummingbird

/// Lets pages of named origins call the API; off unless there are any. Cookies never cross.
struct CORS: Sendable {
    private let origins: Set<String>

    init(_ origins: [String]) { self.origins = Set(origins) }

    /// The answer to a preflight; nil for anything else.
    func preflight(_ request: Request) -> Response? {
        guard request.method == .options, let origin = allowed(request),
            request.headers[.accessControlRequestMethod] != nil
        else { return nil }
        return Response(
            status: .noContent,
            headers: [
                .accessControlAllowOrigin: origin, .vary: "Origin",
                .accessControlAllowMethods: "GET, POST, PUT, PATCH, DELETE",
                .accessControlAllowHeaders: "Authorization, Content-Type, Idempotency-Key, X-Request-Id",
                .accessControlMaxAge: "600",
            ])
    }

    func add(to response: inout Response, _ request: Request) {
        guard !origins.isEmpty else { return }
        if !(response.headers[.vary]?.contains("Origin") ?? false) {
            response.headers.append(HTTPField(name: .vary, value: "Origin"))
        }
        guard let origin = allowed(request) else { return }
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = "X-Request-Id, Retry-After"
    }

    private func allowed(_ request: Request) -> String? {
        request.headers[.origin].flatMap { origins.contains($0) ? $0 : nil }
    }
}
