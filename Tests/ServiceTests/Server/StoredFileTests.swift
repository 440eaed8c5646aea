import Foundation
import HTTPTypes
import Hummingbird
import Testing

import SoukService

@Suite struct StoredFileTests {
    @Test(
        arguments: [
            (nil, 200), ("\"other\"", 200), ("*", 304), ("TAG", 304), ("W/TAG", 304),
            ("\"a\", TAG ,\"b\"", 304),
        ] as [(String?, Int)])
    func knownBytesAreNotSentAgain(_ header: String?, _ status: Int) async throws {
        let file = StoredFile(Array("body".utf8), type: "text/plain", cacheControl: "public, max-age=60")
        let client = RouterClient { router in router.get("/file") { request, _ in file.response(to: request) }
        }
        var headers: HTTPFields = [:]
        headers[.ifNoneMatch] = header?.replacingOccurrences(of: "TAG", with: file.tag)
        let reply = try await client.execute(uri: "/file", headers: headers)
        #expect(reply.status == status && reply.text == (status == 200 ? "body" : ""))
        #expect(reply.headers[.eTag] == file.tag && reply.headers[.cacheControl] == "public, max-age=60")
    }

    @Test func theServicesOwnStyleIsThere() async throws {
        let reply = try await RouterClient().execute(uri: "/service.css")
        #expect(reply.status == 200 && reply.headers[.contentType]?.hasPrefix("text/css") == true)
        let head = try await RouterClient().execute(uri: "/service.css", method: .head)
        #expect(head.status == 200 && head.body.isEmpty)
    }
}
