import Foundation
import Testing

@testable import SoukService

/// Each page as it is rendered, held against a file. `SOUK_UPDATE_SNAPSHOTS=1` writes the files anew.
struct PageSnapshotTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Snapshots")
    private static let isUpdating = ProcessInfo.processInfo.environment["SOUK_UPDATE_SNAPSHOTS"] == "1"

    @Test(arguments: [
        "home", "search", "results", "more-results", "listing", "you", "sell", "advice", "problem",
    ])
    func looksAsBefore(_ name: String) throws {
        let page = try #require(try PageExamples.all().first { $0.template == name }?.page)
        let html = try #require(try PageExamples.templates().render(page, name))
        try compare(html, name)
    }

    @Test func signInLooksAsBefore() throws {
        let html = try #require(
            try PageExamples.templates().render(PageExamples.sell(needsToken: true), "sell"))
        try compare(html, "sign-in")
    }

    private func compare(_ html: String, _ name: String) throws {
        let file = Self.folder.appending(path: "\(name).html")
        if Self.isUpdating { try Data(html.utf8).write(to: file) }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(html == expected, "\(name).html differs: look at it, then run with SOUK_UPDATE_SNAPSHOTS=1")
    }
}
