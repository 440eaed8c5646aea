import Foundation
import Testing

import SoukRanking

struct RankingModelFileTests {
    private let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("souk-ranking-\(UUID().uuidString).json")

    @Test func comesBackEqual() throws {
        defer { try? FileManager.default.removeItem(at: file) }
        try RankingModelFile.save(.standard, to: file)
        #expect(try RankingModelFile.load(file) == .standard)
    }

    @Test(arguments: [
        ("\"direction\" : \"rising\"", "\"direction\" : \"free\"", "hash"),
        ("\"format\" : 2", "\"format\" : 3", "format 3"), ("{", "[", "rain the ranking model again"),
    ])
    func refusesWhatWasChanged(from: String, to: String, reason: String) throws {
        defer { try? FileManager.default.removeItem(at: file) }
        try RankingModelFile.save(.standard, to: file)
        let text = try String(contentsOf: file, encoding: .utf8)
        let range = try #require(text.range(of: from))
        try text.replacingCharacters(in: range, with: to).write(to: file, atomically: true, encoding: .utf8)
        let error = #expect(throws: RankingError.self) { try RankingModelFile.load(file) }
        #expect(error?.description.contains(reason) == true)
    }

    @Test func missingFileSaysWhatToDo() {
        let error = #expect(throws: RankingError.self) { try RankingModelFile.load(file) }
        #expect(error?.description.contains("train the ranking model again") == true)
    }
}
