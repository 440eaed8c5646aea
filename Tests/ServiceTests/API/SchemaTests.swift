import Testing

@testable import SoukService

struct SchemaTests {
    private static func fault(_ schema: Schema, _ text: String) -> SchemaFault? {
        do {
            try schema.check(JSONParser.parse(text.utf8))
            return nil
        } catch { return error as? SchemaFault }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var body: String
        var pointer: String
        var expected: String
        var found: String
        var remedy: String? = nil

        var testDescription: String { body }
    }

    static let refused: [Case] = [
        Case(body: "[]", pointer: "", expected: "an object", found: "an array"),
        Case(
            body: #"{"query": 3}"#, pointer: "/query", expected: "a string of 0 to 2000 characters",
            found: "a number"),
        Case(
            body: #"{"query": null}"#, pointer: "/query", expected: "a string of 0 to 2000 characters",
            found: "null"),
        Case(body: #"{"limit": 0}"#, pointer: "/limit", expected: "a whole number from 1 to 200", found: "0"),
        Case(
            body: #"{"limit": 2.5}"#, pointer: "/limit", expected: "a whole number from 1 to 200",
            found: "2.5"),
        Case(
            body: #"{"limit": 1e300}"#, pointer: "/limit", expected: "a whole number from 1 to 200",
            found: "1e+300"),
        Case(
            body: #"{"limit": "20"}"#, pointer: "/limit", expected: "a whole number from 1 to 200",
            found: "a string"),
        Case(body: #"{"explain": 1}"#, pointer: "/explain", expected: "true or false", found: "a number"),
        Case(
            body: #"{"sort": "newst"}"#, pointer: "/sort",
            expected: "one of relevance, newest, cheapest, dearest, nearest", found: "\"newst\"",
            remedy: "Did you mean newest?"),
        Case(
            body: #"{"filter": {"near": {"latitude": 91}}}"#, pointer: "/filter/near/latitude",
            expected: "a number from -90.0 to 90.0", found: "91"),
        Case(
            body: #"{"without": ["a", 1]}"#, pointer: "/without/1",
            expected: "a string of 1 to 200 characters", found: "a number"),
        Case(
            body: #"{"weights": {"a/b~c": "x"}}"#, pointer: "/weights/a~1b~0c",
            expected: "a number from -100.0 to 100.0",
            found: "a string"),
        Case(
            body: #"{"filter": {"posted_after": "yesterday"}}"#, pointer: "/filter/posted_after",
            expected: "a time such as 2026-02-03T09:30:00Z", found: "\"yesterday\""),
        Case(
            body: #"{"filter": {"excluded_ids": ["a\u0000b"]}}"#, pointer: "/filter/excluded_ids/0",
            expected: "an id of 1 to 256 bytes without control characters", found: "\"a\u{FFFD}b\""),
    ]

    @Test(arguments: refused) func saysWhereWhatAndWhatElse(_ it: Case) {
        #expect(
            Self.fault(SearchInput.schema, it.body).map {
                [$0.pointer.description, $0.expected, $0.found, $0.remedy ?? "-"]
            } == [it.pointer, it.expected, it.found, it.remedy ?? "-"])
    }

    @Test(arguments: [
        ("qurey", "query"), ("Limit", "limit"), ("sortt", "sort"), ("photos", "photo"),
        ("with_out", "without"),
    ])
    func strangersAreNamedWithTheirNearest(_ wrong: String, _ right: String) {
        let fault = Self.fault(SearchInput.schema, "{\"\(wrong)\": 1}")
        #expect(fault?.pointer.description == "/\(wrong)")
        #expect(fault?.remedy == "Did you mean \(right)?")
    }

    @Test func strangersWithoutANearOneGetTheList() {
        let fault = Self.fault(SearchInput.schema, #"{"zzzzzzzz": 1}"#)
        #expect(fault?.remedy == nil)
        #expect(fault?.expected.contains("query, photo, weights") == true)
    }

    @Test(arguments: [
        "{}", #"{"query": "sofa", "limit": 200, "sort": "newest"}"#, #"{"limit": 2.0}"#,
        #"{"filter": {"near": {"town": "Leeds", "kilometres": 3}, "posted_after": "2026-02-03T09:30:00+01:00"}}"#,
        #"{"weights": {"leather": 1, "corner": -1}}"#,
    ])
    func takesWhatItDescribes(_ body: String) { #expect(Self.fault(SearchInput.schema, body) == nil) }

    @Test func nullClearsInAPatchOnly() {
        #expect(Self.fault(ListingInput.change, #"{"town": null}"#) == nil)
        #expect(Self.fault(ListingInput.change, #"{"title": null}"#)?.pointer.description == "/title")
        #expect(
            Self.fault(ListingInput.draft, #"{"title": "a", "town": null}"#)?.pointer.description == "/town")
        #expect(Self.fault(ListingInput.draft, "{}")?.found == "nothing")
    }

    @Test func foundTextIsHarmless() {
        let fault = Self.fault(SearchInput.schema, #"{"sort": "\u001b[2J\u202E\u2028<b>"}"#)
        #expect(fault?.found == "\"\u{FFFD}[2J\u{FFFD}\u{FFFD}<b>\"")
    }
}
