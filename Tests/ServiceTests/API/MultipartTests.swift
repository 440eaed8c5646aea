import SoukCatalog
import Foundation
import SoukTestSupport
import Testing

@testable import SoukService

struct MultipartTests {
    private static let type = "multipart/form-data; boundary=xYz"

    private static func form(_ text: String, type: String = type) throws(MultipartFault) -> [String: String] {
        try MultipartForm(Array(text.utf8), contentType: type).parts.mapValues {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// As Python's requests, browsers and curl write it.
    @Test func readsWhatClientsSend() throws {
        let text =
            "--xYz\r\nContent-Disposition: form-data; name=\"image\"; filename=\"../../etc/passwd\"\r\n"
            + "Content-Type: image/jpeg\r\n\r\n\u{1}\r\n--xY\r\nbytes\r\n--xYz\r\n"
            + "content-disposition: form-data; name=text\r\n\r\nsofa\r\n--xYz--\r\nepilogue"
        #expect(try Self.form(text) == ["image": "\u{1}\r\n--xY\r\nbytes", "text": "sofa"])
        #expect(try Self.form("preamble\r\n" + text).count == 2)
        #expect(try Self.form(text, type: "Multipart/Form-Data; charset=utf-8; boundary=\"xYz\"").count == 2)
        #expect(try Self.form("--xYz--\r\n").isEmpty)
        #expect(
            try Self.form("--xYz\r\nContent-Disposition: form-data; name=\"a\\\"b\"\r\n\r\n\r\n--xYz--") == [
                "a\"b": ""
            ])
    }

    /// Whatever comes, parts lie within the body.
    @Test(.timeLimit(.minutes(5))) func mutatedFormsAreReadOrRefused() {
        let form =
            "--xYz\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\nbytes\r\n--xYz\r\n"
            + "content-disposition: form-data; name=text\r\n\r\nsofa\r\n--xYz--\r\nepilogue"
        Mutations(of: [Array(form.utf8)], words: ["--xYz", "\r\n", "--", "\r\n\r\n", "\"", "name=", ";"])
            .run(10_000) { bytes, name in
                let parts = try? MultipartForm(bytes, contentType: Self.type).parts
                #expect((parts?.values.reduce(0) { $0 + $1.count } ?? 0) <= bytes.count, "\(name)")
            }
    }

    static let broken: [String] = [
        "", "--", "--xYz", "--xYz\r\n", "--xYz\r\n\r\n", "x--xYz\r\n", "--xYzz\r\n\r\n\r\n--xYz--",
        "--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end",
        "--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--xYz",
        "--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--xYzand",
        "--xYz\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xYz--",
        "--xYz\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--xYz--",
        "--xYz\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--xYz--",
        "--xYz\r\nContent-Type: image/png\r\n\r\nx\r\n--xYz--",
        "--xYz\nContent-Disposition: form-data; name=\"a\"\n\nx\n--xYz--",
        "--xYz\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\neA==\r\n--xYz--",
        "--xYz\r\nX: " + String(repeating: "y", count: 9_000) + "\r\n\r\nx\r\n--xYz--",
        "--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n2\r\n--xYz--",
        (0..<17).map { "--xYz\r\nContent-Disposition: form-data; name=\"f\($0)\"\r\n\r\nx\r\n" }.joined()
            + "--xYz--",
    ]

    @Test(arguments: broken) func refusesWhatIsNoForm(_ text: String) {
        #expect(throws: MultipartFault.self) { try Self.form(text) }
    }

    @Test(arguments: [
        "", "text/plain", "multipart/form-data", "multipart/mixed; boundary=xYz",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=a b",
        "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
        "multipart/form-data; boundary=é",
    ])
    func refusesOddHeaders(_ type: String) {
        #expect(throws: MultipartFault.self) { try Self.form("--xYz--", type: type) }
    }

    /// Mutated forms are read or refused; a part is never more than the body.
    @Test func mutatedFormsDoNoHarm() {
        var random = SplitMix64(seed: 5)
        let seed = Array(
            "--xYz\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n12345\r\n--xYz\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nsofa\r\n--xYz--\r\n"
                .utf8)
        var read = 0
        for _ in 0..<10_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + 9))
                case 2:
                    bytes.insert(contentsOf: seed[(place / 2)..<min(seed.count, place / 2 + 20)], at: place)
                default: bytes = Array(bytes.prefix(place))
                }
            }
            guard let form = try? MultipartForm(bytes, contentType: Self.type) else { continue }
            read += 1
            #expect(form.parts.values.reduce(0) { $0 + $1.count } <= bytes.count)
        }
        #expect(read > 100)
    }

    /// Finding the boundary takes time in proportion to the body, also where almost every byte begins one.
    @Test(.timeLimit(.minutes(10))) func almostBoundariesAreQuick() {
        let body =
            "--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
            + String(repeating: "\r\n--xY", count: 300_000)
        #expect(throws: MultipartFault.self) { try Self.form(body) }
    }
}
