import Foundation
import HTTPTypes
import Testing

import SoukService

/// One marketplace meets them all, one after the other, and serves as before at the end.
struct HostileRequestTests {
    private static func search(_ name: String, _ json: String, _ expected: Int...) -> HostileCase {
        HostileCase(name: name, path: "/v1/search", json: json, expected: expected)
    }

    private static func get(_ name: String, _ path: String, _ expected: Int...) -> HostileCase {
        HostileCase(name: name, method: .get, path: path, expected: expected)
    }

    private static let deep = String(repeating: "[", count: 200_000) + String(repeating: "]", count: 200_000)

    static let json: [HostileCase] = [
        search("deep arrays", deep, 400), search("deep members", "{\"query\":" + deep + "}", 400),
        search("deep objects", String(repeating: "{\"a\":", count: 100_000), 400),
        search("NaN", #"{"limit": NaN}"#, 400), search("infinity", #"{"limit": Infinity}"#, 400),
        search("a number beyond doubles", #"{"limit": 1e999}"#, 400),
        search("a huge whole number", #"{"limit": 99999999999999999999999999}"#, 422),
        search("the largest integer", #"{"limit": 9223372036854775807}"#, 422),
        search("the smallest integer", #"{"filter": {"minimum_price": -9223372036854775808}}"#, 422),
        search(
            "a price of the largest double", #"{"filter": {"maximum_price": 1.7976931348623157e308}}"#, 422),
        search("a fraction of a penny", #"{"filter": {"maximum_price": 0.5}}"#, 422),
        search("a million digits", "{\"limit\": " + String(repeating: "9", count: 900_000) + "}", 400),
        search("a tiny exponent", #"{"filter": {"near": {"latitude": 1e-400, "longitude": 0}}}"#, 200),
        search("minus zero", #"{"filter": {"near": {"latitude": -0.0, "longitude": -0.0}}}"#, 200),
        search("prices the wrong way round", #"{"filter": {"minimum_price": 9, "maximum_price": 1}}"#, 422),
        search("a member twice", #"{"limit": 1, "limit": 200}"#, 400),
        search("__proto__", #"{"__proto__": {"limit": 1}}"#, 422),
        search("half a surrogate", #"{"query": "\ud800"}"#, 400),
        search("NUL in words", #"{"query": "sofa\u0000table"}"#, 200),
        search("a comment", "{/**/}", 400), search("a byte order mark", "\u{FEFF}{}", 400),
        search("no body", "", 400),
        search("only spaces", "   ", 400), search("a string", "\"query\"", 422), search("null", "null", 422),
        search(
            "fifty thousand members", "{" + (0..<50_001).map { "\"a\($0)\":0" }.joined(separator: ",") + "}",
            400),
        search("a long member's name", "{\"" + String(repeating: "a", count: 500_000) + "\": 1}", 422),
        search(
            "more than the body may have",
            "{\"query\": \"" + String(repeating: "x", count: 31_000_000) + "\"}", 413),
        search("two thousand words", "{\"query\": \"" + String(repeating: "ab ", count: 600) + "\"}", 200),
        search("too many words", "{\"query\": \"" + String(repeating: "a ", count: 2_000) + "\"}", 422),
        search(
            "33 weights", "{\"weights\": {" + (0..<33).map { "\"w\($0)\": 1" }.joined(separator: ",") + "}}",
            422),
        search("only weights against", #"{"weights": {"sofa": -1}}"#, 422),
        search("weights typed into the words", #"{"query": "{\"sofa\": 1e308, \"x\": NaN}"}"#, 422),
        search("weights of nothing", #"{"weights": {"": 1, " ": 2}}"#, 422),
        HostileCase(
            name: "bytes that are not UTF-8", path: "/v1/search",
            bytes: [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D], type: "application/json", expected: [400]
        ),
        HostileCase(
            name: "UTF-16", path: "/v1/search", bytes: [0xFF, 0xFE, 0x7B, 0, 0x7D, 0],
            type: "application/json", expected: [400]),
        HostileCase(
            name: "gzip", path: "/v1/search", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], type: "application/json",
            headers: ["Content-Encoding": "gzip"], expected: [400, 415]),
        HostileCase(
            name: "XML", path: "/v1/search",
            bytes: Array("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>".utf8),
            type: "application/xml", expected: [415]),
    ]

    static let words: [HostileCase] = [
        search("text index syntax", #"{"query": "\" OR title:* NEAR(a b) ^ - + ( ) *"}"#, 200),
        search(
            "SQL",
            #"{"query": "'; DROP TABLE listings; --", "filter": {"seller": "' OR 1=1 --", "category": "Sofas"}}"#,
            200),
        search("a template", #"{"query": "{{constructor}} ${7*7} <%= 7 %> #{7}"}"#, 422),
        search("markup", #"{"query": "<script>alert(1)</script>"}"#, 200),
        search("right-to-left overrides", #"{"query": "sofa \u202e\u2066 gpj.exe"}"#, 200),
        search(
            "stacked accents", "{\"query\": \"z" + String(repeating: "\u{0301}", count: 1_500) + "\"}", 200),
        search("emoji families", "{\"query\": \"" + String(repeating: "👨‍👩‍👧‍👦", count: 150) + "\"}", 200),
        search("not characters", #"{"query": "\uffff\ufffe\udbff\udfff"}"#, 200),
        search("invisible words", #"{"query": "\u200b\u200c\u2060\ufeff\u00ad"}"#, 200),
        search("an unknown category", #"{"filter": {"category": "../../etc"}}"#, 422),
        search("an unknown town", #"{"filter": {"near": {"town": "%00%0d%0a"}}}"#, 422),
        search("half a place", #"{"filter": {"near": {"latitude": 1}}}"#, 422),
        search(
            "the pole, and all of the Earth",
            #"{"filter": {"near": {"latitude": 90, "longitude": 180, "kilometres": 20100}}}"#, 200),
        search("a forged cursor", #"{"cursor": "eyJnZW5lcmF0aW9uIjoiMSJ9.00"}"#, 422),
        search("a long cursor", "{\"cursor\": \"" + String(repeating: "A", count: 65_000) + "\"}", 422),
        search("a cursor with other wishes", #"{"cursor": "../..", "query": "x", "limit": 200}"#, 422),
    ]

    static let paths: [HostileCase] = [
        get("traversal", "/v1/listings/../../../etc/passwd", 404),
        get("traversal, encoded", "/v1/listings/..%2f..%2f..%2fetc%2fpasswd", 404),
        get("traversal in photos", "/v1/listings/..%2f..%2fcatalog/photos/0", 404),
        get("dots", "/v1/listings/%2e%2e", 404), get("NUL in an id", "/v1/listings/a%00b", 422),
        get("a new line in an id", "/v1/listings/a%0d%0aSet-Cookie:%20a=b", 422),
        get("not UTF-8 in an id", "/v1/listings/%ff%fe", 400), get("half an escape", "/v1/listings/%4", 400),
        get("an overlong slash", "/v1/listings/%c0%af", 400),
        get("a long id", "/v1/listings/" + String(repeating: "a", count: 501), 422),
        get("a photo below the first", "/v1/listings/l-0/photos/-1", 422),
        get("a photo beyond numbers", "/v1/listings/l-0/photos/99999999999999999999", 422),
        get("a photo of a word", "/v1/listings/l-0/photos/first", 422),
        get("a photo in hexadecimal", "/v1/listings/l-0/photos/0x0", 422),
        get("a size that is not", "/v1/listings/l-0/photos/0?size=../../catalog.db", 422),
        get("an endless limit", "/v1/search?q=sofa&limit=1e309", 422),
        get("many fields", "/v1/search?" + String(repeating: "q=a&", count: 200), 400, 422),
        get("a field twice", "/v1/search?limit=1&limit=200", 422),
        get("a broken query", "/v1/search?q=%zz", 400), get("no name", "/v1/search?=sofa", 422),
        get("a long URL", "/v1/search?q=" + String(repeating: "a", count: 100_000), 414, 422, 431, 400),
        HostileCase(name: "TRACE", method: .trace, path: "/v1/search", expected: [404, 405]),
        HostileCase(name: "CONNECT", method: .connect, path: "/v1/search", expected: [404, 405]),
        HostileCase(
            name: "a method of one's own", method: .init("BREW")!, path: "/v1/search", expected: [404, 405]),
        HostileCase(
            name: "a buyer of control characters", method: .delete, path: "/v1/buyers/%1b%5b2J",
            expected: [422]),
    ]

    static let headers: [HostileCase] = [
        HostileCase(
            name: "a type with a parameter flood", path: "/v1/search", json: "{}",
            type: "application/json" + String(repeating: ";a=b", count: 500), expected: [200, 431]),
        HostileCase(name: "an odd type", path: "/v1/search", json: "{}", type: ";;;", expected: [415]),
        HostileCase(
            name: "a long token", path: "/v1/events", json: "{}", token: String(repeating: "x", count: 7_000),
            expected: [401]),
        HostileCase(name: "an empty token", path: "/v1/events", json: "{}", token: "", expected: [401]),
        HostileCase(
            name: "a token of another kind", path: "/v1/events", json: "{}",
            headers: ["Authorization": "Basic YTpi"], token: nil, expected: [401]),
        HostileCase(
            name: "another host", path: "/v1/search", json: "{}",
            headers: ["X-Forwarded-Host": "evil.example", "X-HTTP-Method-Override": "DELETE"], expected: [200]
        ),
        HostileCase(
            name: "an odd request id", path: "/v1/search", json: "{}",
            headers: ["X-Request-ID": "${jndi:ldap://x}"], expected: [200]),
        HostileCase(
            name: "ranges", method: .get, path: "/v1/listings/l-0/photos/0",
            headers: ["Range": "bytes=0-,0-,0-,0-,9999999999999999999-"], expected: [200, 206, 416]),
    ]

    static let writes: [HostileCase] = [
        HostileCase(
            name: "a title of a megabyte", method: .put, path: "/v1/listings/h1",
            json: "{\"title\": \"" + String(repeating: "a", count: 1_000_000) + "\"}", expected: [422]),
        HostileCase(
            name: "a listing of markup", method: .put, path: "/v1/listings/h2",
            json: #"{"title": "<img src=x onerror=alert(1)> chair", "price": "=cmd|'/c calc'!A1"}"#,
            expected: [200, 201]),
        HostileCase(
            name: "a title of nothing visible", method: .put, path: "/v1/listings/h3",
            json: #"{"title": "\u200b\u2060\u00ad\u0000"}"#, expected: [422]),
        HostileCase(
            name: "a price of many digits", method: .put, path: "/v1/listings/h4",
            json: "{\"title\": \"Chair\", \"price\": \"£" + String(repeating: "9", count: 98) + "\"}",
            expected: [200, 201, 422]),
        HostileCase(
            name: "a category as deep as it is long", method: .put, path: "/v1/listings/h5",
            json: "{\"title\": \"Chair\", \"category\": \"" + String(repeating: "a / ", count: 74) + "b\"}",
            expected: [200, 201, 422]),
        HostileCase(
            name: "an id that is a path", method: .put, path: "/v1/listings/..%2f..%2fetc%2fcron.d%2fx",
            json: #"{"title": "Chair"}"#, expected: [200, 201]),
        HostileCase(
            name: "a listing of the year 9999", method: .put, path: "/v1/listings/h6",
            json: #"{"title": "Chair", "posted_at": "9999-12-31T23:59:59Z"}"#, expected: [200, 201, 422]),
        HostileCase(
            name: "a patch of nothing", method: .patch, path: "/v1/listings/l-1", json: "{}", expected: [200]),
        HostileCase(
            name: "a patch that takes the title", method: .patch, path: "/v1/listings/l-1",
            json: #"{"title": ""}"#, expected: [200]),
        HostileCase(
            name: "events of nobody", path: "/v1/events",
            json: #"{"events": [{"buyer": "", "listing": "l-0", "action": "view"}]}"#, expected: [422]),
        HostileCase(name: "no events", path: "/v1/events", json: #"{"events": []}"#, expected: [422]),
        HostileCase(
            name: "more events than are taken", path: "/v1/events",
            json: "{\"events\": ["
                + Array(repeating: #"{"buyer":"a","listing":"l-0","action":"view"}"#, count: 1_001).joined(
                    separator: ",") + "]}", expected: [422]),
        HostileCase(
            name: "events before time", path: "/v1/events",
            json:
                #"{"events": [{"buyer": "a", "listing": "l-0", "action": "view", "time": "0000-01-01T00:00:00Z"}]}"#,
            expected: [422]),
        HostileCase(
            name: "a buyer's id of 256 emoji", path: "/v1/events",
            json: "{\"events\": [{\"buyer\": \"" + String(repeating: "🚀", count: 256)
                + "\", \"listing\": \"l-0\", \"action\": \"view\"}]}", expected: [422]),
        HostileCase(
            name: "events of a listing that is not", path: "/v1/events",
            json: #"{"events": [{"buyer": "a", "listing": "../../x", "action": "view"}]}"#,
            expected: [200, 422]),
        HostileCase(
            name: "a batch of new lines", path: "/v1/listings:batch",
            bytes: [UInt8](repeating: 0x0A, count: 500_000), type: "application/x-ndjson",
            expected: [200, 413, 422]),
        HostileCase(
            name: "a batch of noise", path: "/v1/listings:batch",
            bytes: (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) },
            type: "application/x-ndjson", expected: [200]),
    ]

    private static let kinds = [
        "json": json, "words": words, "paths": paths, "headers": headers, "writes": writes,
    ]

    /// In a process of its own: the memory that other tests take does not count.
    @Test(.timeLimit(.minutes(10)), arguments: kinds.keys.sorted())
    func nothingBreaks(kind: String) async throws {
        await #expect(processExitsWith: .success) { [kind = kind as String] in
            let cases = try #require(Self.kinds[kind])
            let shop = try await SmallShop()
            defer { shop.remove() }
            let before = ProcessMemory.peak
            try await shop.serve { (client: RouterClient) async throws in
                for it in cases { try await it.run(client, shop) }
                #expect(try await client.found("sofa").count >= 10)
            }
            #expect(
                ProcessMemory.peak - before < 400 << 20,
                "memory grew by \((ProcessMemory.peak - before) >> 20) MiB")
        }
    }

    /// What the issue asks for, at least.
    @Test func thereAreEnough() {
        let all = Self.json + Self.words + Self.paths + Self.headers + Self.writes
        #expect(all.count >= 60)
        #expect(Set(all.map(\.name)).count == all.count)
    }
}
