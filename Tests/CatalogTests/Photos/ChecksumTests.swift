import Foundation
import Testing

import SoukCatalog

@Suite("Checksums")
struct ChecksumTests {
    /// FIPS 180-2's examples.
    @Test(
        "SHA-256 agrees with the standard",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func standard(text: String, digest: String) {
        #expect(Checksum.sha256(text) == digest)
        #expect(Checksum.sha256(Array(text.utf8)) == digest)
    }

    @Test("A file of several pieces has the checksum of its bytes")
    func file() throws {
        let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        #expect(try Checksum.sha256(of: url) == Checksum.sha256(bytes))
    }

    @Test("A missing file is an error with its path")
    func missing() {
        let url = URL(fileURLWithPath: "/nowhere/at/all")
        #expect {
            try Checksum.sha256(of: url)
        } throws: { error in
            "\(error)".contains("/nowhere/at/all")
        }
    }
}
