import Foundation
import Testing

@testable import SoukService

@Suite struct TokenTests {
    private static let good = "0123456789abcdef0123456789abcdef"

    @Test func tokensAreFoundByTheirDigest() throws {
        let tokens = try AccessTokens.parse(
            "# the shop\nwriter import \(Self.good)  # nightly\n\nreader dash \(Self.good)x", source: "file")
        #expect(tokens.count == 2)
        #expect(tokens.grant(for: Self.good) == .init(name: "import", role: .writer))
        #expect(tokens.grant(for: Self.good + "x")?.role == .reader)
        for wrong in ["", "0", String(Self.good.dropLast()), Self.good + "y", Self.good.uppercased()] {
            #expect(tokens.grant(for: wrong) == nil)
        }
    }

    @Test(arguments: [
        ("owner me \(good)", "role name token"), ("writer \(good)", "role name token"),
        ("writer me short", "shorter than"), ("writer me \(good)é", "not ASCII"),
        ("reader a \(good)\nwriter b \(good)", "also the token"),
    ])
    func whatMakesNoSenseIsRefused(_ text: String, _ says: String) {
        #expect { try AccessTokens.parse(text, source: "file") } throws: {
            "\($0)".contains(says) && !"\($0)".contains(Self.good)
        }
    }

    @Test func aFileThatOthersMayReadIsRefused() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("tokens-\(UUID().uuidString)")
        try Data("admin me \(Self.good)\n".utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        for (mode, isFine) in [
            (0o600, true), (0o400, true), (0o640, true), (0o604, false), (0o620, false), (0o660, false),
        ] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
            if isFine {
                #expect(try AccessTokens.read(url).count == 1)
            } else {
                #expect { try AccessTokens.read(url) } throws: { "\($0)".contains("chmod 600") }
            }
        }
        #expect(throws: ServiceError.self) { try AccessTokens.read(url.appendingPathExtension("missing")) }
    }

    @Test func rolesIncludeTheOnesBefore() {
        #expect(Role.reader < .writer && Role.writer < .admin)
    }

    @Test func comparisonLooksAtEveryByte() {
        #expect(ConstantTime.equal([], []) && ConstantTime.equal([1, 2], [1, 2]))
        #expect(!ConstantTime.equal([1, 2], [1, 3]) && !ConstantTime.equal([1], [1, 2]))
    }

    @Test func newTokensAreLongAndDiffer() throws {
        var tokens = AccessTokens()
        for number in 0..<50 {
            try tokens.add(AccessTokens.newToken(), .init(name: "\(number)", role: .reader))
        }
        #expect(tokens.count == 50)
    }
}
