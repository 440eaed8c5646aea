import Foundation
import Testing

@testable import SoukRanking

struct FusionFileTests {
    private let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("souk-fusion-\(UUID().uuidString).json")

    @Test func comesBackEqual() throws {
        defer { try? FileManager.default.removeItem(at: file) }
        try FusionFile.save(.standard, to: file)
        #expect(try FusionFile.load(file) == .standard)
    }

    @Test(arguments: [
        ("\"direction\" : \"rising\"", "\"direction\" : \"free\"", "hash"),
        ("\"format\" : 1", "\"format\" : 2", "format 2"), ("{", "[", "cannot be read"),
    ])
    func refusesWhatWasChanged(from: String, to: String, reason: String) throws {
        defer { try? FileManager.default.removeItem(at: file) }
        try FusionFile.save(.standard, to: file)
        let text = try String(contentsOf: file, encoding: .utf8)
        let range = try #require(text.range(of: from))
        try text.replacingCharacters(in: range, with: to).write(to: file, atomically: true, encoding: .utf8)
        let error = #expect(throws: RankingError.self) { try FusionFile.load(file) }
        #expect(error?.description.contains(reason) == true)
    }

    @Test func missingFileSaysWhatToDo() {
        let error = #expect(throws: RankingError.self) { try FusionFile.load(file) }
        #expect(error?.description.contains("defaults") == true)
    }
}
