import HTTPTypes
import SoukCatalog
import Foundation
import Testing

import SoukService

/// Files that are no photos, are more than they seem, or want the whole machine.
struct HostileUploadTests {
    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) }
    }

    /// A PNG's head that announces a size, and no pixels.
    private static func png(_ width: UInt32, _ height: UInt32) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + bigEndian(width)
            + bigEndian(height) + [8, 2, 0, 0, 0, 0, 0, 0, 0]
    }

    static let files: [(name: String, bytes: [UInt8])] = [
        ("nothing", []), ("one byte", [0xFF]), ("a JPEG's first bytes", [0xFF, 0xD8, 0xFF, 0xE0]),
        ("a pixel bomb", png(60_000, 60_000)), ("a wide bomb", png(4_000_000_000, 1)),
        ("no pixels", png(0, 0)),
        (
            "a GIF of a bomb's size",
            Array("GIF89a".utf8) + [0xFF, 0xFF, 0xFF, 0xFF, 0x80, 0, 0] + [UInt8](repeating: 0, count: 64)
        ),
        (
            "a TIFF that points to itself",
            [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0, 1, 4, 0, 1, 0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0]
        ),
        ("a WebP of nothing", Array("RIFF".utf8) + [0xFF, 0xFF, 0xFF, 0x7F] + Array("WEBPVP8 ".utf8)),
        (
            "an SVG with an entity bomb",
            Array(
                "<?xml version=\"1.0\"?><!DOCTYPE s [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><svg>&b;</svg>"
                    .utf8)
        ),
        (
            "an SVG that reads files",
            Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/passwd\"/></svg>".utf8)
        ),
        ("a page", Array("<!doctype html><script>1</script>".utf8)),
        ("a program", [0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 1, count: 100)),
        (
            "a script for ImageMagick",
            Array(
                "push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://127.0.0.1/x.jpg\"|id\")'\n".utf8
            )
        ),
        ("a zip", [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 100)),
        ("a PDF", Array("%PDF-1.7\n".utf8)),
        ("zeros", [UInt8](repeating: 0, count: 100_000)),
        (
            "noise after a JPEG's head",
            [0xFF, 0xD8, 0xFF, 0xE0] + (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        ),
    ]

    /// In a process of its own: the memory that other tests take does not count.
    @Test(.timeLimit(.minutes(10))) func noneIsTaken() async throws {
        await #expect(processExitsWith: .success) { try await Self.checkThatNoneIsTaken() }
    }

    private static func checkThatNoneIsTaken() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let before = ProcessMemory.peak
        try await shop.serve { (client: RouterClient) async throws in
            for (name, bytes) in files {
                let form = form(bytes)
                let answers = [
                    try await client.send(.post, "/v1/photos", bytes: bytes, type: "image/jpeg"),
                    try await client.send(.put, "/v1/listings/l-0/photos/1", bytes: bytes, type: "image/png"),
                    try await client.send(
                        .post, "/predict/similar_images", bytes: form, type: "multipart/form-data; boundary=b"
                    ),
                    try await client.send(
                        .post, "/v1/search",
                        json: "{\"photo\": {\"base64\": \"\(Data(bytes).base64EncodedString())\"}}"),
                ]
                for answer in answers {
                    #expect(answer.status == 422, "\(name): \(answer.status) \(answer.text.prefix(200))")
                    answer.checkHarmless(shop, name)
                }
            }
            #expect(try await client.send(.get, "/v1/listings/l-0/photos/1").status == 404)
        }
        #expect(ProcessMemory.peak - before < 300 << 20)
    }

    /// A real photo with a page behind it is a photo, and what comes out again is only the photo.
    @Test func aPolyglotLosesItsSecondTongue() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let polyglot =
            Array(try SmallShop.photo(8)) + Array("<script>alert(1)</script><?php system('id'); ?>".utf8)
        try await shop.serve { (client: RouterClient) async throws in
            let kept = try await client.send(
                .put, "/v1/listings/l-0/photos/1", bytes: polyglot, type: "image/png")
            #expect(kept.status == 200)
            let shown = try await client.send(.get, "/v1/listings/l-0/photos/1")
            #expect(shown.headers[.contentType] == "image/jpeg")
            #expect(!shown.text.contains("script") && !shown.text.contains("php"))
        }
    }

    static let forms: [(name: String, body: String, type: String, expected: [Int])] = [
        ("no boundary", "x", "multipart/form-data", [400]), ("another type", "x", "text/plain", [415]),
        ("an empty form", "--b--", "multipart/form-data; boundary=b", [422]),
        (
            "no photo", "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nsofa\r\n--b--",
            "multipart/form-data; boundary=b", [422]
        ),
        (
            "no end", "--b\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nsofa",
            "multipart/form-data; boundary=b", [400]
        ),
        (
            "a form within a form",
            "--b\r\nContent-Disposition: form-data; name=\"image\"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--\r\n--b--",
            "multipart/form-data; boundary=b", [422]
        ),
        (
            "a file's name that is a path",
            "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"../../../etc/cron.d/x\"\r\n\r\nx\r\n--b--",
            "multipart/form-data; boundary=b", [422]
        ),
        (
            "a boundary of 71", "x", "multipart/form-data; boundary=" + String(repeating: "b", count: 71),
            [400]
        ),
        (
            "headers without an end", "--b\r\n" + String(repeating: "A: b\r\n", count: 5_000),
            "multipart/form-data; boundary=b", [400]
        ),
        (
            "a thousand parts",
            String(repeating: "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n", count: 1_000)
                + "--b--", "multipart/form-data; boundary=b", [400]
        ),
    ]

    @Test func formsDoNoHarm() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            for (name, body, type, expected) in Self.forms {
                for path in ["/predict/feature_embedding", "/predict/similar_images", "/predict/category"] {
                    let answer = try await client.send(.post, path, bytes: Array(body.utf8), type: type)
                    #expect(
                        expected.contains(answer.status),
                        "\(name): \(answer.status) \(answer.text.prefix(200))")
                    answer.checkHarmless(shop, name)
                }
            }
        }
    }

    private static func form(_ photo: [UInt8]) -> [UInt8] {
        Array("--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.jpg\"\r\n\r\n".utf8)
            + photo
            + Array("\r\n--b--\r\n".utf8)
    }
}
