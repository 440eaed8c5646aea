import Foundation
import Testing

@testable import SoukCatalog

/// Photos that a seller handed in, beside imports.
struct SellersPhotoTests {
    private let folder: TemporaryFolder
    private let workspace: Workspace
    private var photos: URL { folder.url.appendingPathComponent("photos") }
    private var table: URL { folder.url.appendingPathComponent("t.csv") }

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(at: folder.url.appendingPathComponent("w"), create: true)
        for (number, name) in ["a", "b"].enumerated() {
            let sub = photos.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: sub, withIntermediateDirectories: true)
            try Data(PlainPNG.noise(seed: UInt64(number))).write(to: sub.appendingPathComponent("1.jpg"))
        }
        try Data("id,title,photo\nlamp,Brass lamp,a/1.jpg\nsofa,Red sofa,b/1.jpg\n".utf8).write(to: table)
    }

    private func importAll() throws {
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: table, photos: photos))
    }

    private func shown(_ id: String) throws -> [String] {
        try workspace.photos(of: id).filter { $0.verdict?.isRejected == false }.map {
            "\($0.ordinal) \($0.contentHash ?? "")"
        }
    }

    @Test(arguments: [0, 1, 5]) func outliveImports(place: Int) throws {
        try importAll()
        let bytes = PlainPNG.noise(seed: 77)
        _ = try workspace.putPhoto(place, of: "lamp", cleaned(bytes))
        let before = (try shown("lamp"), try shown("sofa"))
        #expect(before.0.contains("\(place) \(Checksum.sha256(bytes))"))
        #expect(before.0.count == (place == 0 ? 1 : 2))
        for _ in 0..<2 {
            try importAll()
            #expect(try shown("lamp") == before.0 && shown("sofa") == before.1)
        }
        // The seller's next photo replaces the first.
        _ = try workspace.putPhoto(
            place, of: "lamp", cleaned(PlainPNG.noise(seed: 78)))
        #expect(try shown("lamp").count == before.0.count && shown("lamp") != before.0)
        try importAll()
        #expect(try shown("lamp").count == before.0.count)
    }

    @Test func aDamagedCleanPhotoIsMendedFromItsOriginal() throws {
        try importAll()
        let photo = try #require(try workspace.photos(of: "lamp").first)
        for size in PhotoSize.allCases {
            let file = workspace.photos.url(id: photo.id, size: size)
            let good = try Data(contentsOf: file)
            try Data().write(to: file)
            let found = try workspace.check(repair: false)
            #expect(found.photos.map(\.outcome) == [.found] && !found.isSound)
            let mended = try workspace.check(repair: true)
            #expect(mended.photos.map(\.outcome) == [.mended] && mended.photos.map(\.photo) == [photo.id])
            #expect(try Data(contentsOf: file) == good)
            #expect(try workspace.check(repair: false).isSound)
        }
    }

    @Test func withoutItsOriginalItGetsAVerdictAndTheOthersStay() throws {
        try importAll()
        _ = try workspace.putPhoto(1, of: "lamp", cleaned(PlainPNG.noise(seed: 5)))
        let own = try #require(try workspace.photos(of: "lamp").last)
        let small = workspace.photos.url(id: own.id, size: .small)
        try Data([1, 2, 3]).write(to: small)
        #expect(try workspace.mend(own)?.outcome == .mended, "the small photo is made of the large one")
        try FileManager.default.removeItem(at: workspace.photos.url(id: own.id, size: .large))
        let before = try workspace.lastChange()
        #expect(try workspace.mend(own)?.outcome == .rejected)
        #expect(try workspace.soundPhotos(of: "lamp").map(\.ordinal) == [0])
        #expect(try workspace.changes(after: before).map(\.listing) == ["lamp"])
        try importAll()
        #expect(try workspace.soundPhotos(of: "sofa").count == 1)
    }

    @Test func filesOfNoPhotoAreFound() throws {
        try importAll()
        let stray = workspace.photos.url(id: "gone", size: .large)
        try workspace.photos.write([1], to: stray)
        #expect(try workspace.check(repair: true).strayFiles.isEmpty, "a photo may be being put right now")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: stray.path)
        #expect(try workspace.check(repair: true).strayFiles.count == 1)
        #expect(!FileManager.default.fileExists(atPath: stray.path))
        #expect(try workspace.check(repair: false).isSound)
    }

    @Test func anEmptyDatabaseBesideAFullWorkspaceIsDamaged() throws {
        try importAll()
        let file = workspace.root.appendingPathComponent("catalog.sqlite")
        let copy = folder.url.appendingPathComponent("copy")
        try FileManager.default.copyItem(at: workspace.root, to: copy)
        for name in ["catalog.sqlite-wal", "catalog.sqlite-shm"] {
            try? FileManager.default.removeItem(at: copy.appendingPathComponent(name))
        }
        try Data().write(to: copy.appendingPathComponent("catalog.sqlite"))
        for create in [false, true] {
            #expect(throws: CatalogError.self) { try Workspace(at: copy, create: create) }
        }
        #expect(FileManager.default.fileExists(atPath: file.path))
        // An empty file in an empty folder is where SQLite begins.
        let fresh = folder.url.appendingPathComponent("fresh")
        try FileManager.default.createDirectory(at: fresh, withIntermediateDirectories: true)
        try Data().write(to: fresh.appendingPathComponent("catalog.sqlite"))
        _ = try Workspace(at: fresh, create: true)
    }

    @Test func nothingOfAnErasedBuyerStaysOnDisk() throws {
        try importAll()
        let name = "buyer-with-a-name-to-look-for"
        try workspace.record([BuyerEvent(buyer: name, listing: "lamp", action: .save, time: 1_770_000_000)])
        #expect(try workspace.deleteEvents(of: name) == 1)
        for file in ["catalog.sqlite", "catalog.sqlite-wal"] {
            let bytes = (try? Data(contentsOf: workspace.root.appendingPathComponent(file))) ?? Data()
            #expect(bytes.range(of: Data(name.utf8)) == nil, "\(file)")
        }
    }
}

private func cleaned(_ bytes: [UInt8]) -> CleanedPhoto {
    let (outcome, photo) = PhotoCleaner().clean(bytes: bytes)
    return CleanedPhoto(outcome: outcome, photo: photo)
}
