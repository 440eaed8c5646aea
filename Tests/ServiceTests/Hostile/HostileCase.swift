import Foundation
import HTTPTypes
import SoukCatalog
import Testing

@testable import SoukService

/// A request that no honest client sends, and what may be answered.
struct HostileCase: Sendable, CustomTestStringConvertible {
    var name: String
    var method: HTTPRequest.Method = .post
    var path: String
    var json: String?
    var bytes: [UInt8]?
    var type: String?
    var headers: [String: String] = [:]
    var token: String? = SmallShop.writer
    /// Statuses that are right; what is never right is checked anyway.
    var expected: [Int]

    var testDescription: String { name }

    func run(_ client: RouterClient, _ shop: SmallShop) async throws {
        let answer = try await client.send(
            method, path, json: json, bytes: bytes, type: type, token: token, headers: headers)
        #expect(expected.contains(answer.status), "\(name): \(answer.status) \(answer.text.prefix(300))")
        answer.checkHarmless(shop, name)
    }
}

extension Exchange {
    /// No break, no path of the machine, and problems in their shape.
    func checkHarmless(_ shop: SmallShop, _ name: String) {
        #expect(status != 500, "\(name): \(text.prefix(300))")
        let secrets = [
            shop.folder.path, FileManager.default.temporaryDirectory.path,
            FileManager.default.currentDirectoryPath,
            "Sources/Service", ".swift", "catalog.sqlite", "SQLITE", SmallShop.writer,
        ]
        for secret in secrets where !secret.isEmpty && secret != "/" {
            #expect(!text.contains(secret), "\(name) tells \(secret): \(text.prefix(300))")
        }
        guard status >= 400 else { return }
        #expect(headers[.contentType]?.hasPrefix("application/problem+json") == true, "\(name)")
        #expect(throws: Never.self, "\(name)") { try ProblemShape.schema.check(json) }
        #expect(json["status"]?.whole == status, "\(name)")
    }
}

/// What this process holds in memory, and held at most, in bytes; 0 where the system does not tell.
enum ProcessMemory {
    static var now: Int { read("VmRSS:") }
    static var peak: Int { read("VmHWM:") }

    private static func read(_ field: String) -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix(field) }
        return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) * 1024
    }
}
