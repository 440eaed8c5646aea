import Foundation
import SoukRanking
import SoukSearch
import Testing

import SoukCatalog
import SoukMarketplace

/// A backup of a marketplace that serves and changes is one that serves.
@Suite(.timeLimit(.minutes(10))) struct BackupTests {
    private static func ids(_ marketplace: Marketplace, _ words: String) async throws -> Set<String> {
        Set(try await marketplace.search(SearchRequest(words, limit: 200)).results.map(\.listing.id))
    }

    @Test func itIsWholeWhileWritesGoOn() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        let (target, back) = (
            shop.folder.appendingPathComponent("backups"), shop.folder.appendingPathComponent("back")
        )
        let writing = Task {
            var written = 0
            while !Task.isCancelled, written < 5_000 {
                _ = try await marketplace.put(
                    "w\(written)", ListingDraft(title: "Copper weathervane \(written)"))
                if written % 7 == 0 {
                    _ = try await marketplace.putPhoto(0, of: "w\(written)", SmallShop.photo(written))
                }
                if written % 5 == 4 { try await marketplace.delete("w\(written - 2)") }
                written += 1
            }
            return written
        }
        while try await marketplace.listing("w5") == nil { try await Task.sleep(for: .milliseconds(10)) }
        let workspace = shop.workspace
        for _ in 0..<3 {
            _ = try await DispatchQueue.global().run { () throws(CatalogError) in
                try workspace.backUp(to: target)
            }
        }
        writing.cancel()
        let written = try await writing.value
        #expect(written > 5)
        #expect(WorkspaceRestore.snapshots(in: target).count == 3)

        _ = try WorkspaceRestore.check(target)
        _ = try WorkspaceRestore.run(target, to: back)
        let restored = try Workspace(at: back, create: false)
        let served = try await Marketplace(restored)
        // What serves is what the catalogue says, to the last change in it.
        #expect(try await served.state.pendingChanges == 0)
        let shown = try (0..<written).map { "w\($0)" }.filter { try restored.listing($0)?.isShown == true }
        #expect(try await served.state.listings == restored.summary().shownListings)
        #expect(try await Self.ids(served, "weathervane").isSubset(of: Set(shown)))
        for id in shown.prefix(40) {
            #expect(try await served.listing(id) != nil)
            for photo in try restored.photos(of: id) where photo.verdict?.isRejected == false {
                #expect(restored.photos.contains(id: photo.id))
            }
        }
        _ = try await served.put("after", ListingDraft(title: "Tin weathervane"))
        #expect(try await Self.ids(served, "tin weathervane").contains("after"))
    }

    @Test func aQuietWorkspaceComesBackByteByByte() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let (target, back) = (
            shop.folder.appendingPathComponent("backups"), shop.folder.appendingPathComponent("back")
        )
        let marketplace = try await Marketplace(shop.workspace)
        for number in 0..<3 {
            _ = try await marketplace.putPhoto(0, of: "l\(number)", SmallShop.photo(number))
        }
        let first = try shop.workspace.backUp(to: target)
        let second = try shop.workspace.backUp(to: target, now: Date(timeIntervalSinceNow: 1))
        #expect(first.files == second.files && second.unchanged >= second.files - 2)
        let objects = FileManager.default.enumerator(atPath: target.appendingPathComponent("objects").path)
        #expect(objects?.allObjects.isEmpty == false)
        _ = try WorkspaceRestore.run(target, snapshot: second.snapshot, to: back)
        #expect(try Workspace(at: back, create: false).contentHash() == shop.workspace.contentHash())
        for number in 0..<3 {
            for photo in try shop.workspace.photos(of: "l\(number)") {
                for size in PhotoSize.allCases {
                    let copy = PhotoFolders(root: back).url(id: photo.id, size: size)
                    let original = shop.workspace.photos.url(id: photo.id, size: size)
                    #expect(try Data(contentsOf: copy) == Data(contentsOf: original))
                }
            }
        }
    }

    /// Interrupted after any number of files, and run again, both end as if nothing had happened.
    @Test func bothGoOnAfterAnInterruption() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let (target, back) = (
            shop.folder.appendingPathComponent("backups"), shop.folder.appendingPathComponent("back")
        )
        for stop in [0, 1, 2] {
            var calls = 0
            #expect(throws: CatalogError.interrupted) {
                try shop.workspace.backUp(
                    to: target,
                    isCancelled: {
                        calls += 1
                        return calls > stop
                    })
            }
        }
        #expect(WorkspaceRestore.snapshots(in: target).isEmpty)
        _ = try shop.workspace.backUp(to: target)
        for stop in [0, 1, 2] {
            var calls = 0
            #expect(throws: CatalogError.interrupted) {
                try WorkspaceRestore.run(
                    target, to: back,
                    isCancelled: {
                        calls += 1
                        return calls > stop
                    })
            }
            #expect(
                !FileManager.default.fileExists(atPath: back.appendingPathComponent("catalog.sqlite").path))
        }
        _ = try WorkspaceRestore.run(target, to: back)
        #expect(try Workspace(at: back, create: false).contentHash() == shop.workspace.contentHash())
        #expect(throws: CatalogError.self) { try WorkspaceRestore.run(target, to: back) }
    }

    @Test func damageIsFoundAndNamed() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let (target, back) = (
            shop.folder.appendingPathComponent("backups"), shop.folder.appendingPathComponent("back")
        )
        _ = try shop.workspace.backUp(to: target)
        let objects = target.appendingPathComponent("objects")
        let names = try #require(
            FileManager.default.enumerator(atPath: objects.path)?.allObjects as? [String])
        let victim = objects.appendingPathComponent(try #require(names.first { $0.contains("/") }))
        var bytes = try Data(contentsOf: victim)
        bytes[bytes.count / 2] ^= 0x10
        try bytes.write(to: victim)
        #expect(throws: CatalogError.self) { try WorkspaceRestore.check(target) }
        #expect(throws: CatalogError.self) { try WorkspaceRestore.run(target, to: back) }
        #expect(!FileManager.default.fileExists(atPath: back.appendingPathComponent("catalog.sqlite").path))
        #expect(throws: CatalogError.self) {
            try shop.workspace.backUp(to: shop.workspace.root.appendingPathComponent("b"))
        }
    }
}
