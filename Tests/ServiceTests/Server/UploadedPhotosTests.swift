import Foundation
import SoukCatalog
import Testing

@testable import SoukService

struct UploadedPhotosTests {
    private static func png(_ grey: UInt8) throws -> Data {
        Data(try PixelBuffer(width: 32, height: 32, colour: (grey, grey, 90)).png())
    }

    private static func root() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "souk-uploads-\(UUID())")
    }

    private static func photos(
        _ limits: UploadedPhotos.Limits, each person: UploadedPhotos.Limits = .person,
        at clock: TestClock = TestClock(), in root: URL = root()
    ) -> UploadedPhotos {
        UploadedPhotos(in: root, limits: limits, personLimits: person, now: { clock.now })
    }

    @Test func nobodyTakesAnotherPersonsRoom() async throws {
        let photos = Self.photos(.init(photos: 2), each: .init(photos: 3))
        let mine = try await photos.add(Self.png(1), owner: "ana")
        for grey in 2...6 {
            _ = try await photos.add(Self.png(UInt8(grey)))
            _ = try await photos.add(Self.png(UInt8(grey)), owner: "ben")
        }
        #expect(await photos.photo(mine.id) == mine)
        #expect(await photos.count == 1 + 2 + 3)
        for grey in 7...9 { _ = try await photos.add(Self.png(UInt8(grey)), owner: "ana") }
        #expect(await photos.photo(mine.id) == nil)
    }

    @Test func aPersonsPhotosOutliveTheService() async throws {
        let root = Self.root()
        defer { try? FileManager.default.removeItem(at: root) }
        var first: UploadedPhotos? = Self.photos(.init(), in: root)
        let mine = try #require(try await first?.add(Self.png(1), owner: "../ana"))
        let nobodys = try #require(try await first?.add(Self.png(2)))
        let clean = try await first?.clean(mine)
        first = nil
        // Killed before its record was written: no photo, and nobody's fault.
        let half = mine.url.deletingLastPathComponent().appending(path: "half")
        try Data([1]).write(to: half)
        let second = Self.photos(.init(), each: .init(photos: 2), in: root)
        let found = try #require(await second.photo(mine.id))
        #expect(found.owner == mine.owner && found.bytes == mine.bytes && found.outcome == mine.outcome)
        #expect(try await second.clean(found) == clean)
        #expect(await second.photo(nobodys.id) == nil)
        #expect(await second.photo("half") == nil)
        #expect(mine.url.path.hasPrefix(root.path + "/people/"))
        for grey in 3...4 { _ = try await second.add(Self.png(UInt8(grey)), owner: "../ana") }
        #expect(await second.photo(mine.id) == nil)
        #expect(!FileManager.default.fileExists(atPath: mine.url.path))
        let old = Self.photos(.init(), each: .init(age: .zero), in: root)
        #expect(await old.photo(mine.id) == nil)
        #expect(await old.count == 0)
    }

    @Test func aPhotoIsThereUntilItsTimeIsOver() async throws {
        let clock = TestClock()
        let photos = Self.photos(.init(age: .seconds(10)), at: clock)
        let bytes = try Self.png(1)
        let added = try await photos.add(bytes)
        let found = try #require(await photos.photo(added.id))
        #expect(try PhotoDecoder.decode(found.url, crop: nil, width: 8, height: 8).width == 8)
        #expect(found.bytes == bytes.count)
        clock.advance(by: .seconds(11))
        #expect(await photos.photo(added.id) == nil)
        #expect(!FileManager.default.fileExists(atPath: found.url.path))
    }

    @Test func nobodyElseMayReadThem() async throws {
        let root = Self.root()
        defer { try? FileManager.default.removeItem(at: root) }
        let photos = Self.photos(.init(), in: root)
        let photo = try await photos.add(Self.png(1))
        func mode(_ url: URL) throws -> Int {
            let found = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
            return try #require(found as? NSNumber).intValue
        }
        #expect(try mode(photo.url) == 0o600)
        #expect(try mode(photo.url.deletingLastPathComponent()) == 0o700)
        #expect(try mode(root) == 0o700)
        #expect(photo.url.path.hasPrefix(root.path))
    }

    @Test func whatAKilledServiceLeftIsRemoved() async throws {
        let root = Self.root()
        defer { try? FileManager.default.removeItem(at: root) }
        let (old, young) = (root.appending(path: "old"), root.appending(path: "young"))
        for folder in [old, young] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -120)], ofItemAtPath: old.path)
        let photos = Self.photos(.init(age: .seconds(60)), in: root)
        // Work on the files goes in order: this one is done after the removal.
        _ = try await photos.add(Self.png(1))
        #expect(!FileManager.default.fileExists(atPath: old.path))
        #expect(FileManager.default.fileExists(atPath: young.path))
    }

    @Test func theOldestMakeRoom() async throws {
        let photos = Self.photos(.init(photos: 2))
        var ids: [String] = []
        for grey in 1...3 { ids.append(try await photos.add(Self.png(UInt8(grey))).id) }
        #expect(await photos.photo(ids[0]) == nil)
        #expect(await photos.photo(ids[2]) != nil)
        #expect(await photos.count == 2)
        #expect(Set(ids).count == 3)
    }

    @Test func bytesAreBounded() async throws {
        let size = try Self.png(1).count
        let photos = Self.photos(.init(bytes: size * 2))
        for grey in 1...5 { _ = try await photos.add(Self.png(UInt8(grey))) }
        #expect(await photos.count <= 2)
        await #expect(throws: CatalogError.self) { try await photos.add(Data(count: size * 2 + 1)) }
    }

    @Test(arguments: ["../../etc/passwd", "", ".", "a/b", "\0"]) func idsAreNoPaths(_ name: String) async {
        #expect(await Self.photos(.init()).photo(name) == nil)
    }

    @Test func whatIsNoPhotoIsRefused() async throws {
        let photos = Self.photos(.init())
        await #expect(throws: CatalogError.self) { try await photos.add(Data("<svg/>".utf8)) }
        #expect(await photos.count == 0)
    }
}

/// A clock that a test moves.
final class TestClock: @unchecked Sendable {
    private let lock = NSLock()
    private var time = ContinuousClock.now

    var now: ContinuousClock.Instant { lock.withLock { time } }
    func advance(by duration: Duration) { lock.withLock { time += duration } }
}
