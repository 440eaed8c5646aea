import Foundation
import Hummingbird
import SoukCatalog

/// Logging in with a token, for the page: `/login` and `/logout`.
struct LoginRoutes: Sendable {
    let runtime: ServiceRuntime

    func add(to router: Router<SoukRequestContext>) {
        router.get("/login", use: form)
        router.post("/login", use: logIn)
        router.post("/logout", use: logOut)
    }

    @Sendable private func form(_ request: Request, _ context: SoukRequestContext) throws -> Response {
        let target = LoginTarget.checked(request.uri.queryParameters["then"].map(String.init))
        if let code = request.uri.queryParameters["code"] {
            guard let grant = runtime.sessions.redeem(String(code)) else {
                return page(
                    target, message: "This link was used already, or is too old. Log in with a token.")
            }
            return begin(grant, target)
        }
        if let caller = context.caller {
            return ServicePage.html(
                "You are logged in",
                "<p>As \(Markup.escape(caller.name)), \(caller.role.rawValue).</p>"
                    + "<form method=\"post\" action=\"/logout\"><button>Log out</button></form>"
                    + "<p><a href=\"\(Markup.escape(target))\">Go on</a></p>")
        }
        return page(target)
    }

    @Sendable private func logIn(_ request: Request, _ context: SoukRequestContext) async throws -> Response {
        guard request.headers[.origin] == nil || SameOrigin.holds(for: request) else {
            throw Problem(.forbidden, "access.origin", "A page of another site may not log in here.")
        }
        let fields = FormFields(try await request.body(upTo: 8 << 10, context))
        let target = LoginTarget.checked(fields["then"])
        guard let token = fields["token"]?.trimmingCharacters(in: .whitespacesAndNewlines),
            let grant = runtime.configuration.tokens.grant(for: token)
        else {
            return page(target, message: "This token is not known.", status: .unauthorized)
        }
        return begin(grant, target)
    }

    @Sendable private func logOut(_ request: Request, _ context: SoukRequestContext) -> Response {
        if let cookie = request.cookies[Sessions.cookie] { runtime.sessions.end(cookie.value) }
        return redirect(to: "/", cookie: "", maxAge: 0)
    }

    private func begin(_ grant: AccessTokens.Grant, _ target: String) -> Response {
        redirect(
            to: target, cookie: runtime.sessions.begin(grant), maxAge: Int(Sessions.length.components.seconds)
        )
    }

    private func redirect(to target: String, cookie: String, maxAge: Int) -> Response {
        let isSecure = runtime.configuration.isBehindHTTPS ? "; Secure" : ""
        return Response(
            status: .seeOther,
            headers: [
                .location: target, .cacheControl: "no-store",
                .setCookie:
                    "\(Sessions.cookie)=\(cookie); Path=/; Max-Age=\(maxAge); HttpOnly; SameSite=Strict\(isSecure)",
            ])
    }

    private func page(
        _ target: String, message: String? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        ServicePage.html(
            "Log in",
            (message.map { "<p role=\"alert\">\(Markup.escape($0))</p>" } ?? "")
                + """
                <form method="post" action="/login">
                <input type="hidden" name="then" value="\(Markup.escape(target))">
                <p><label for="token">Access token</label>
                <input id="token" name="token" type="password" required autocomplete="current-password" autofocus></p>
                <p><button>Log in</button></p>
                </form>
                """, status: status)
    }
}

/// A small form as browsers send it (`application/x-www-form-urlencoded`).
struct FormFields {
    private var values: [String: String] = [:]

    init(_ data: Data) {
        for pair in String(decoding: data, as: UTF8.self).split(separator: "&").prefix(100) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map {
                $0.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? ""
            }
            values[decoded[0]] = decoded.count > 1 ? decoded[1] : ""
        }
    }

    subscript(name: String) -> String? { values[name] }
}
