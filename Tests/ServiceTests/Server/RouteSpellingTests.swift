import Foundation
import HTTPTypes
import Testing

@testable import SoukService

/// However a path is spelled: what needs a token needs it, and what does not exist does not.
struct RouteSpellingTests {
    private static func spellings(_ path: String) -> [String] {
        let segments = path.split(separator: "/").map(String.init)
        let first = segments.first ?? ""
        let encoded = first.utf8.first.map { "%" + String($0, radix: 16) + first.dropFirst() } ?? ""
        return [
            path, path + "/", path + "//", "/" + path, "//" + path, "/." + path, "/.." + path, "/x/.." + path,
            path + "/.", path + "/..", path + "%2F", "/%2F" + path,
            "/" + encoded + path.dropFirst(first.count + 1),
            path.uppercased(), path + "?", path + "?x=1", path.replacing("/", with: "//"), path + ";a=b",
            path + "%00",
        ]
    }

    @Test func whatIsGuardedIsGuardedInEverySpelling() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { client in
            let routes = Set(
                [
                    "/metrics", "/lab", "/lab/compare", "/lab/import", "/lab/latency", "/lab/lab.css",
                    "/lab/history.svg",
                ]
                    + client.runtime.routes.paths.filter { $0.hasPrefix("/lab") || $0.hasPrefix("/metrics") })
            for route in routes {
                let path =
                    "/"
                    + route.split(separator: "/").map { $0.hasPrefix(":") || $0.hasPrefix("{") ? "a" : $0 }
                    .joined(separator: "/")
                for spelling in Self.spellings(path) {
                    for method in [HTTPRequest.Method.get, .head, .post] {
                        let status = try await client.send(method, spelling, token: nil).status
                        #expect(
                            [400, 401, 403, 404, 405].contains(status), "\(method) \(spelling): \(status)")
                    }
                }
            }
        }
    }

    @Test func whatChangesSomethingNeedsATokenInEverySpelling() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { client in
            let requests: [(HTTPRequest.Method, String)] = [
                (.put, "/v1/listings/l-1"), (.patch, "/v1/listings/l-1"), (.delete, "/v1/listings/l-1"),
                (.post, "/v1/listings:batch"), (.post, "/v1/events"), (.delete, "/v1/buyers/ana"),
                (.get, "/v1/buyers/ana"), (.put, "/v1/listings/l-1/photos/0"), (.post, "/sell"),
            ]
            for (method, path) in requests {
                for spelling in Self.spellings(path) {
                    let status = try await client.send(method, spelling, json: "{}", token: nil).status
                    #expect([400, 401, 403, 404, 405].contains(status), "\(method) \(spelling): \(status)")
                }
            }
            #expect(try await client.send(.get, "/v1/listings/l-1").status == 200)
        }
    }

    /// A path in another spelling costs what it costs in the first.
    @Test func longWorkHasItsTimeInEverySpelling() {
        for path in ["/v1/listings:batch", "/v1/listings:batch/", "//v1//listings:batch"] {
            #expect(RouteClass(route: RequestPath.normalised(path), method: .post) == .heavy)
        }
    }
}
