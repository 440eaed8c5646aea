import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import SoukService

/// Who may do what.
@Suite struct AccessTests {
    private let tokens = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, AccessTokens.newToken()) })

    private func client(host: String = "127.0.0.1", isOpen: Bool = false) throws -> RouterClient {
        var configuration = ServiceConfiguration.patient
        configuration.host = host
        configuration.isOpen = isOpen
        for (role, token) in tokens {
            try configuration.tokens.add(token, .init(name: role.rawValue, role: role))
        }
        return RouterClient(configuration) { router in
            router.get("/read") { _, context in context.caller?.name ?? "anyone" }
            for role in Role.allCases {
                router.post("/\(role.rawValue)") { _, context -> String in
                    try context.require(role)
                    return context.caller?.name ?? "anyone"
                }
            }
            router.get("/lab") { _, _ in "lab" }
            router.get("/metrics") { _, _ in "metrics" }
            router.get("/health/live") { _, _ in "live" }
        }
    }

    private func bearer(_ role: Role?) -> HTTPFields {
        role.flatMap { tokens[$0] }.map { [.authorization: "Bearer \($0)"] } ?? [:]
    }

    @Test(arguments: Role.allCases, Role.allCases)
    func aRoleMayDoItsOwnAndLess(_ caller: Role, _ needed: Role) async throws {
        let reply = try await client().execute(
            uri: "/\(needed.rawValue)", method: .post, headers: bearer(caller))
        #expect(reply.status == (caller >= needed ? 200 : 403))
    }

    @Test(arguments: [("127.0.0.1", false, 200), ("0.0.0.0", false, 401), ("0.0.0.0", true, 200)])
    func readingIsOpenHereOrWhereToldSo(_ host: String, _ isOpen: Bool, _ status: Int) async throws {
        let client = try client(host: host, isOpen: isOpen)
        #expect(try await client.execute(uri: "/read").status == status)
        #expect(try await client.execute(uri: "/read", headers: bearer(.reader)).text == "reader")
        #expect(try await client.execute(uri: "/nowhere").status == (status == 200 ? 404 : 401))
        #expect(try await client.execute(uri: "/writer", method: .post).status == 401)
        for path in ["/lab", "/metrics"] {
            #expect(try await client.execute(uri: path).status == 401)
            #expect(try await client.execute(uri: path, headers: bearer(.reader)).status == 200)
        }
        for path in ["/health/live", "/login", "/service.css", "/robots.txt"] {
            #expect(try await client.execute(uri: path).status == 200)
        }
    }

    @Test(arguments: ["Bearer nonsense-nonsense-nonsense", "Basic YTpi", "Bearer", "Bearer a b", ""])
    func aWrongTokenIsNeverTakenForNone(_ header: String) async throws {
        #expect(try await client().execute(uri: "/read", headers: [.authorization: header]).status == 401)
    }

    // MARK: Logging in

    private func login(_ client: RouterClient, _ form: String, headers: HTTPFields = [:]) async throws
        -> RouterClient.Reply
    {
        try await client.execute(uri: "/login", method: .post, headers: headers, body: Data(form.utf8))
    }

    private func cookie(_ reply: RouterClient.Reply) throws -> String {
        String(try #require(reply.headers[.setCookie]).prefix { $0 != ";" })
    }

    @Test func aLoginSpeaksForItsToken() async throws {
        let client = try client()
        let reply = try await login(client, "token=\(try #require(tokens[.writer]))&then=%2Fsell")
        #expect(reply.status == 303 && reply.headers[.location] == "/sell")
        let header = try #require(reply.headers[.setCookie])
        #expect(
            header.contains("HttpOnly") && header.contains("SameSite=Strict") && header.contains("Path=/"))
        let cookie = try cookie(reply)
        #expect(try await client.execute(uri: "/read", headers: [.cookie: cookie]).text == "writer")
        let own: HTTPFields = [.cookie: cookie, .origin: "http://localhost"]
        #expect(try await client.execute(uri: "/writer", method: .post, headers: own).status == 200)
        #expect(try await client.execute(uri: "/admin", method: .post, headers: own).status == 403)
        _ = try await client.execute(uri: "/logout", method: .post, headers: own)
        #expect(try await client.execute(uri: "/writer", method: .post, headers: own).status == 401)
    }

    @Test(arguments: ["https://evil.example", "null", "http://localhost.evil.example", nil] as [String?])
    func aPageOfAnotherSiteCannotUseALogin(_ origin: String?) async throws {
        let client = try client()
        let cookie = try cookie(await login(client, "token=\(try #require(tokens[.admin]))"))
        var headers: HTTPFields = [.cookie: cookie]
        headers[.origin] = origin
        let reply = try await client.execute(uri: "/admin", method: .post, headers: headers)
        #expect(reply.status == 403 && reply.code == "access.origin")
        if let origin {
            #expect(try await login(client, "token=x", headers: [.origin: origin]).status == 403)
        }
    }

    @Test(arguments: [
        "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb",
    ])
    func aLoginLeadsNowhereElse(_ target: String) async throws {
        let then = try #require(target.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let reply = try await login(try client(), "token=\(try #require(tokens[.reader]))&then=\(then)")
        #expect(reply.headers[.location] == "/")
        let form = try await client().execute(uri: "/login?then=\(then)")
        #expect(form.text.contains("value=\"/\"") && !form.text.contains("evil"))
    }

    @Test func aWrongTokenDoesNotLogIn() async throws {
        let reply = try await login(try client(), "token=guessing-guessing-guessing")
        #expect(reply.status == 401 && reply.headers[.setCookie] == nil && !reply.text.contains("guessing"))
    }

    @Test func aLinkLogsInOnce() async throws {
        let client = try client()
        let code = client.runtime.sessions.code(for: .init(name: "operator", role: .admin))
        let first = try await client.execute(uri: "/login?code=\(code)")
        #expect(first.status == 303 && first.headers[.setCookie] != nil)
        let second = try await client.execute(uri: "/login?code=\(code)")
        #expect(second.status == 200 && second.headers[.setCookie] == nil)
    }

    @Test func sessionsEndAndAreBounded() {
        let sessions = Sessions()
        let grant = AccessTokens.Grant(name: "a", role: .reader)
        let now = ContinuousClock.now
        let first = sessions.begin(grant, now: now)
        #expect(sessions.grant(first, now: now) == grant && sessions.grant(first + "0", now: now) == nil)
        #expect(sessions.grant(first, now: now + Sessions.length) == nil)
        let last = (0..<1_000).map { sessions.begin(grant, now: now + .milliseconds($0 + 1)) }.last
        #expect(sessions.grant(first, now: now) == nil)
        #expect(last.flatMap { sessions.grant($0, now: now) } == grant)
    }
}
