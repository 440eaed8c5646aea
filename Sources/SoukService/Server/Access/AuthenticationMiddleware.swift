import Foundation
import Hummingbird

/// Who is calling, by a bearer token or the cookie of a login, and whether the path is for them at all. What a route
/// needs beyond that, it requires itself.
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = SoukRequestContext

    let runtime: ServiceRuntime

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.caller = try caller(request)
        context.role = context.caller?.role ?? (runtime.configuration.isReadingOpen ? .reader : nil)
        let path = RequestPath.route(request, context)
        if Self.isGuarded(path) {
            try context.requireToken(.reader)
        } else if !Self.isPublic(path) {
            try context.require(.reader)
        }
        return try await next(request, context)
    }

    private func caller(_ request: Request) throws -> AccessTokens.Grant? {
        if let header = request.headers[.authorization] {
            guard let token = Self.bearer(header), let grant = runtime.configuration.tokens.grant(for: token)
            else {
                throw Problem.unauthenticated
            }
            return grant
        }
        guard let cookie = request.cookies[Sessions.cookie], let grant = runtime.sessions.grant(cookie.value)
        else {
            return nil
        }
        guard SameOrigin.holds(for: request) else {
            throw Problem(
                .forbidden, "access.origin", "A page of another site may not do that.",
                location: "header Origin", next: "Use the service's own page, or a bearer token.")
        }
        return grant
    }

    static func bearer(_ header: String) -> String? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", !parts[1].contains(" ") else { return nil }
        return String(parts[1])
    }

    /// Needs no token anywhere.
    private static func isPublic(_ path: String) -> Bool {
        path.hasPrefix("/health/") || path.hasPrefix("/assets/")
            || ["/login", "/logout", "/service.css", "/favicon.ico", "/robots.txt"].contains(path)
    }

    /// Needs a token everywhere.
    private static func isGuarded(_ path: String) -> Bool {
        path == "/metrics" || path == "/lab" || path.hasPrefix("/lab/")
    }
}

/// Whether a request that a cookie speaks for comes from the service's own pages.
enum SameOrigin {
    static func holds(for request: Request) -> Bool {
        if [.get, .head, .options].contains(request.method) { return true }
        if let origin = request.headers[.origin] {
            guard let host = request.head.authority, let scheme = origin.range(of: "://") else {
                return false
            }
            return origin[scheme.upperBound...].lowercased() == host.lowercased()
        }
        return request.headers[.requireName("Sec-Fetch-Site")] == "same-origin"
    }
}
