import SoukCatalog
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Testing

@testable import SoukService

/// What every request goes through, each by itself.
@Suite struct MiddlewareTests {
    private static func routes(_ router: Router<SoukRequestContext>) {
        router.get("/things/{id}") { _, context in "thing \(context.parameters.get("id") ?? "")" }
        router.put("/things/{id}") { request, context -> String in
            try context.require(.writer)
            return "\(try await request.body(upTo: 10, context).count)"
        }
        router.get("/broken") { _, _ -> String in
            throw CatalogError.io(path: "/secret/catalog.sqlite", reason: "no")
        }
        router.get("/v1/broken") { _, _ -> String in throw CatalogError.io(path: "/secret/x", reason: "no") }
        router.get("/lab/runs") { _, _ in "runs" }
        router.get("/health/live") { _, _ in "live" }
    }

    private func client(_ change: (inout ServiceConfiguration) throws -> Void = { _ in }) rethrows
        -> RouterClient
    {
        var configuration = ServiceConfiguration.patient
        try change(&configuration)
        return RouterClient(configuration, routes: Self.routes)
    }

    // MARK: Ids and headers

    @Test(arguments: [
        ("abc-1_2.3", true), ("", false), (String(repeating: "a", count: 65), false), ("a b", false),
        ("é", false), ("a\"b", false),
    ])
    func aSaneIdIsKept(_ id: String, _ isKept: Bool) async throws {
        let reply = try await client().execute(uri: "/things/1", headers: [.requestID: id])
        let answer = try #require(reply.headers[.requestID])
        #expect((answer == id) == isKept && !answer.isEmpty)
    }

    @Test(arguments: ["/things/1", "/nothing", "/broken", "/lab/runs", "/login"])
    func everyAnswerHasTheSecurityHeaders(_ uri: String) async throws {
        let headers = try await client().execute(uri: uri).headers
        let policy = try #require(headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"))
        #expect(!policy.contains("unsafe") && !policy.contains("*"))
        #expect(headers[.xContentTypeOptions] == "nosniff" && headers[.requestID] != nil)
        #expect(headers[.strictTransportSecurity] == nil)
    }

    @Test func httpsIsInsistedOnBehindIt() async throws {
        let reply = try await client { $0.isBehindHTTPS = true }.execute(uri: "/things/1")
        #expect(reply.headers[.strictTransportSecurity] != nil)
    }

    // MARK: Problems

    @Test(arguments: [
        ("/nothing", HTTPRequest.Method.get, 404, "route.unknown"),
        ("/things/1", .delete, 405, "method.notAllowed"),
        ("/broken", .get, 500, "service.broken"), ("/lab/runs", .get, 401, "access.token"),
        ("/things/1", .put, 401, "access.token"),
        ("/things/" + String(repeating: "a", count: 9_000), .get, 414, "request.uri"),
    ])
    func problemsHaveOneShape(_ uri: String, _ method: HTTPRequest.Method, _ status: Int, _ code: String)
        async throws
    {
        let reply = try await client().execute(uri: uri, method: method)
        #expect(reply.status == status && reply.code == code)
        #expect(reply.headers[.contentType]?.hasPrefix("application/problem+json") == true)
        #expect(try reply.json()["instance"] as? String == reply.headers[.requestID])
        #expect(!reply.text.contains("secret"))
        if status == 405 { #expect(reply.headers[.allow] == "GET, HEAD, PUT") }
        if status == 401 { #expect(reply.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true) }
    }

    @Test func peopleGetAPage() async throws {
        let browser: HTTPFields = [.accept: "text/html,application/xhtml+xml,*/*;q=0.8"]
        let page = try await client().execute(uri: "/<script>alert(1)</script>", headers: browser)
        #expect(page.status == 404 && page.headers[.contentType]?.hasPrefix("text/html") == true)
        #expect(!page.text.contains("<script") && page.text.contains("<h1>"))
        let api = try await client().execute(uri: "/v1/broken", headers: browser)
        #expect(api.status == 500 && api.code == "service.broken")
        let broken = try await client().execute(uri: "/broken", headers: browser)
        let instance = try #require(broken.headers[.requestID])
        #expect(broken.status == 500 && broken.text.contains("<h1>") && broken.text.contains(instance))
        #expect(!broken.text.contains("secret"))
        let locked = try await client().execute(uri: "/lab/runs", headers: browser)
        #expect(locked.status == 401 && locked.text.contains("/login?then=%2Flab%2Fruns"))
    }

    // MARK: Names

    @Test(
        arguments: [
            ("localhost:8080", 200), ("127.0.0.1", 200), ("LOCALHOST", 200), ("[::1]:80", 200),
            ("evil.example.org", 421),
            ("localhost.evil.example.org", 421), ("localhost:x", 400), ("", 400), ("a@localhost", 400),
            (nil, 400),
        ] as [(String?, Int)])
    func onlyOwnNamesAreAnswered(_ host: String?, _ status: Int) async throws {
        #expect(try await client().execute(uri: "/things/1", host: host).status == status)
    }

    @Test func namesMayBeAdded() async throws {
        let client = client {
            $0.host = "0.0.0.0"
            $0.isOpen = true
            $0.allowedHosts = ["Shop.example.org"]
        }
        #expect(try await client.execute(uri: "/things/1", host: "shop.example.org:80").status == 200)
        #expect(try await client.execute(uri: "/things/1", host: "other.example.org").status == 421)
    }

    // MARK: Other origins

    @Test func otherOriginsAreOffUnlessNamed() async throws {
        let origin: HTTPFields = [.origin: "https://example.org"]
        let closed = try await client().execute(uri: "/things/1", headers: origin)
        #expect(closed.headers[.accessControlAllowOrigin] == nil)
        let open = client { $0.allowedOrigins = ["https://example.org"] }
        let reply = try await open.execute(uri: "/things/1", headers: origin)
        #expect(
            reply.headers[.accessControlAllowOrigin] == "https://example.org"
                && reply.headers[.vary] == "Origin")
        let other = try await open.execute(uri: "/things/1", headers: [.origin: "https://evil.example"])
        #expect(other.headers[.accessControlAllowOrigin] == nil)
        let preflight = try await open.execute(
            uri: "/things/1", method: .options,
            headers: [.origin: "https://example.org", .accessControlRequestMethod: "PUT"])
        #expect(
            preflight.status == 204 && preflight.headers[.accessControlAllowMethods]?.contains("PUT") == true)
        #expect(preflight.headers[.accessControlAllowCredentials] == nil)
    }

    // MARK: Bodies

    @Test func bodiesAreBounded() async throws {
        let token = AccessTokens.newToken()
        let client = try client { try $0.tokens.add(token, .init(name: "w", role: .writer)) }
        func put(_ count: Int, announced: Int?) async throws -> RouterClient.Reply {
            try await client.execute(
                uri: "/things/1", method: .put,
                headers: [
                    .authorization: "Bearer \(token)", .contentLength: announced.map { "\($0)" } ?? "",
                ],
                body: Data(repeating: 7, count: count))
        }
        #expect(try await put(10, announced: 10).text == "10")
        let packed: [UInt8] = [
            31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 99, 103, 135, 1, 0, 161, 232, 205, 76, 10, 0, 0, 0,
        ]
        let tooMuch: [UInt8] = [
            31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 99, 103, 135, 3, 0, 184, 36, 251, 237, 11, 0, 0, 0,
        ]
        let bomb: [UInt8] = [
            31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 237, 193, 49, 1, 0, 0, 0, 194, 160, 245, 79, 109, 13, 15, 160, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 120, 48, 2, 83, 47, 151, 32, 78, 0, 0,
        ]
        func put(_ bytes: [UInt8], _ encoding: String) async throws -> RouterClient.Reply {
            try await client.execute(
                uri: "/things/1", method: .put,
                headers: [.authorization: "Bearer \(token)", .contentEncoding: encoding], body: Data(bytes))
        }
        #expect(try await put(packed, "gzip").text == "10")
        #expect(try await put(packed, "X-GZIP").text == "10")
        #expect(try await put([7, 7], "identity").text == "2")
        #expect(try await put(tooMuch, "gzip").code == "body.tooLarge")
        #expect(try await put(bomb, "gzip").code == "body.tooLarge")
        #expect(try await put([1, 2, 3], "gzip").status == 400)
        #expect(try await put(Array(packed.prefix(14)), "gzip").status == 400)
        for encoding in ["br", "deflate", "gzip, gzip"] {
            let refused = try await put(packed, encoding)
            #expect(refused.status == 415 && refused.code == "body.encoding")
            #expect(refused.headers[.acceptEncoding] == "gzip, identity")
        }
        #expect(try await put(11, announced: nil).status == 413)
        let large = try await put(11, announced: 11)
        #expect(large.status == 413 && large.code == "body.tooLarge" && large.headers[.connection] == "close")
        #expect(try await put(4, announced: 9).status == 400)
        #expect(client.runtime.bodies.inUse == 0)
    }

    @Test func allBodiesTogetherAreBounded() {
        let budget = ByteBudget(100)
        var first: ByteBudget.Share? = budget.share()
        #expect(first?.grow(by: 60) == true)
        let second = budget.share()
        #expect(!second.grow(by: 41) && second.grow(by: 40) && !second.grow(by: 1))
        first = nil
        #expect(budget.inUse == 40 && second.grow(by: 60))
    }

    // MARK: Logs

    @Test func logsNameTheRouteAndNothingOfTheCaller() async throws {
        let lines = Noted<String>()
        let sink: @Sendable (String) -> Void = { lines.add($0) }
        let logger = Logger(label: "souk") { JSONLogHandler(label: $0, write: sink) }
        let client = RouterClient(.patient, logger: logger, routes: Self.routes)
        let secret = "01234567890123456789secret"
        _ = try await client.execute(
            uri: "/things/anna@example.org?q=+44%207700", headers: [.requestID: "r1"])
        _ = try await client.execute(
            uri: "/things/1", method: .put, headers: [.authorization: "Bearer \(secret)"])
        _ = try await client.execute(uri: "/broken")
        let text = lines.all.joined()
        #expect(text.contains(#""route":"/things/{id}""#) && text.contains(#""request":"r1""#))
        #expect(text.contains(#""status":"401""#) && text.contains(#""status":"500""#))
        for hidden in ["anna", "7700", secret, "127.0.0.1"] { #expect(!text.contains(hidden)) }
        for line in lines.all {
            #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: String])
        }
    }
}
