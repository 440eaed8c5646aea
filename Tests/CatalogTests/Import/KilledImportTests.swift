import Foundation
import Testing

import SoukCatalog

/// An import that is killed without warning, again and again, ends where an unbroken one does.
struct KilledImportTests {
    /// Killed between two steps: after the n-th sign of progress.
    @Test func resumesAfterKillsBetweenSteps() async throws {
        let market = try Marketplace(listings: 24)
        defer { market.remove() }
        let expected = try unbroken(market)
        let folder = market.folder.path
        for step in 1...8 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [folder = folder as String, step = step as Int] in
                let steps = Countdown(step)
                try Self.importBroken(folder) { if steps.hit() { kill(getpid(), SIGKILL) } }
                kill(getpid(), SIGKILL)
            }
        }
        try market.runImport()
        try expectEqual(market, expected)
    }

    /// Killed anywhere: by a clock that knows nothing of the import.
    @Test func resumesAfterKillsAtAnyMoment() async throws {
        let market = try Marketplace(listings: 24)
        defer { market.remove() }
        let expected = try unbroken(market)
        let folder = market.folder.path
        for microseconds in stride(from: 3_000, to: 120_000, by: 13_000) {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [folder = folder as String, microseconds = microseconds as Int] in
                Thread.detachNewThread {
                    usleep(UInt32(microseconds))
                    kill(getpid(), SIGKILL)
                }
                try Self.importBroken(folder) {}
                kill(getpid(), SIGKILL)
            }
        }
        try market.runImport()
        try expectEqual(market, expected)
    }

    private func expectEqual(_ market: Marketplace, _ expected: Snapshot.Contents) throws {
        let found = try Snapshot.contents(market)
        #expect(found.catalogue == expected.catalogue)
        #expect(found.photos.keys.sorted() == expected.photos.keys.sorted())
        #expect(found.photos == expected.photos)
    }

    /// What an import of the same files into another workspace gives.
    private func unbroken(_ market: Marketplace) throws -> Snapshot.Contents {
        try market.runImport()
        defer { try? FileManager.default.removeItem(at: market.workspaceFolder) }
        return try Snapshot.contents(market)
    }

    private static func importBroken(_ folder: String, _ step: @escaping @Sendable () -> Void) throws {
        let market = Marketplace(folder: URL(fileURLWithPath: folder, isDirectory: true))
        _ = try Importer(workspace: market.workspace()).run(
            market.request,
            isCancelled: {
                step()
                return false
            })
    }
}

/// Hits once, after a number of calls.
private final class Countdown: @unchecked Sendable {
    private let lock = NSLock()
    private var left: Int

    init(_ count: Int) { left = count }

    func hit() -> Bool {
        lock.withLock {
            left -= 1
            return left == 0
        }
    }
}
