import SoukCatalog
import Foundation
import HTTPTypes
import SoukRanking
import SoukEmbeddedSearch
import SoukSearch
import Testing

@testable import SoukService

@Suite struct ProblemTests {
    private static let user: [(any Error & Sendable, Int, String)] = [
        (RankingError.request(reason: "no such category", remedy: "see /"), 422, "request.invalid"),
        (RankingError.photo(reason: "is none", remedy: "send a JPEG"), 422, "request.invalid"),
        (RankingError.missingListing(id: "7"), 404, "listing.unknown"),
        (RetrievalError.cursor(reason: "was changed"), 422, "request.invalid"),
        (RetrievalError.unknownListing(id: "7"), 404, "listing.unknown"),
        (RetrievalError.request(reason: "limit 0", remedy: "at least 1"), 422, "request.invalid"),
        (CatalogError.photo(path: "/secret/a.jpg", reason: "is no photo"), 422, "request.invalid"),
        (CancellationError(), 503, "service.deadline"),
    ]

    @Test(arguments: user.indices)
    func whatTheCallerDidIsNo500(_ index: Int) {
        let (error, status, code) = Self.user[index]
        let problem = Problem(from: error)
        #expect(problem.status.code == status && problem.code == code)
        #expect(!"\(problem)".contains("/secret"))
    }

    @Test(arguments: [
        CatalogError.io(path: "/secret/db", reason: "disk") as any Error & Sendable,
        RetrievalError.damaged(path: "/secret/index", reason: "x", remedy: "y"),
        RankingError.file(path: "/secret/fusion", reason: "x", remedy: "y"),
    ])
    func whatWeBrokeSaysNothingMore(_ error: any Error & Sendable) {
        var problem = Problem(from: error)
        // What broke is there for the log, also after a route has passed the problem on, and not in the answer.
        #expect(Problem(from: problem).cause?.contains("/secret") == true)
        #expect(
            !String(decoding: (try? JSONEncoder().encode(problem)) ?? Data(), as: UTF8.self).contains(
                "secret"))
        problem.cause = nil
        #expect(problem == .broken)
    }

    private struct Body: Decodable {
        struct Part: Decodable { var count: Int }
        var parts: [Part]
        var name: String
    }

    @Test(arguments: [
        ("{", 400, "body"), ("", 400, "body"), ("[]", 422, "body"), (#"{"parts":[]}"#, 422, "/name"),
        (#"{"name":"a","parts":[{"count":1},{"count":"x"}]}"#, 422, "/parts/1/count"),
        (#"{"name":null,"parts":[]}"#, 422, "/name"), (#"{"name":"a","parts":{}}"#, 422, "/parts"),
    ])
    func jsonIsNamedByPointer(_ text: String, _ status: Int, _ location: String) throws {
        do {
            _ = try JSONDecoder().decode(Body.self, from: Data(text.utf8))
            Issue.record("it was read")
        } catch {
            let problem = Problem(from: error)
            #expect(problem.status.code == status && problem.location == location)
        }
    }

    @Test func itsJSONHasTheStandardsNames() throws {
        var problem = Problem.invalid("query q", "It is too long.", next: "Shorten it.")
        problem.instance = "abc"
        let data = try JSONEncoder().encode(problem)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["type"] as? String == "urn:souk:problem:request.invalid")
        #expect(object["status"] as? Int == 422 && object["where"] as? String == "query q")
        #expect(object["next"] as? String == "Shorten it." && object["instance"] as? String == "abc")
        #expect(object["title"] != nil && object["detail"] != nil && object["headers"] == nil)
    }
}
