import Foundation
import Testing

@testable import SoukCatalog

@Suite("Places of clean photos")
struct PhotoFoldersTests {
    private let folders = PhotoFolders(root: URL(fileURLWithPath: "/workspace"))

    @Test("A plain id is the file's name")
    func plain() {
        let url = folders.url(id: "002432ba-3741.a_b", size: .large)
        #expect(url.path.hasPrefix("/workspace/photos/512/"))
        #expect(url.lastPathComponent == "002432ba-3741.a_b.jpg")
        #expect(folders.url(id: "7", size: .small).lastPathComponent == "7.png")
    }

    @Test(
        "No id leads out of the folder or makes a bad name",
        arguments: [
            "", ".", "..", "../../etc/passwd", "/etc/passwd", "a/b", "a\\b", ".hidden", "nul\0byte", "写真",
            "UPPER", "line\nbreak", String(repeating: "x", count: 5000), "a~0123456789abcdef", " ",
        ])
    func hostile(id: String) {
        for size in PhotoSize.allCases {
            let url = folders.url(id: id, size: size)
            #expect(url.standardizedFileURL.path == url.path)
            #expect(url.pathComponents.count == 6)
            #expect(url.lastPathComponent.utf8.count <= 110)
            #expect(!url.lastPathComponent.hasPrefix("."))
        }
    }

    @Test("Different ids have different files, also where capitals do not count")
    func distinct() {
        let ids = ["a", "A", "a/b", "a_b", "a.b", "a b", "", "_", "写", "真", ".", ".."]
        let paths = Set(ids.map { folders.url(id: $0, size: .large).path.lowercased() })
        #expect(paths.count == ids.count)
    }

    @Test("Photos spread over the folders")
    func spread() {
        let folderNames = Set(
            (0..<2000).map {
                folders.url(id: "photo-\($0)", size: .large).deletingLastPathComponent().lastPathComponent
            })
        #expect(folderNames.count > 240)
        #expect(folderNames.allSatisfy { $0.count == 2 })
    }

    @Test("What a killed writer left is removed, photos are not")
    func leftovers() throws {
        let folder = try TemporaryFolder()
        let folders = PhotoFolders(root: folder.url)
        try folders.write([1, 2, 3], to: folders.url(id: "a", size: .large))
        let unfinished = folder.url.appendingPathComponent("photos/.unfinished")
        try Data([1]).write(to: unfinished.appendingPathComponent("left"))
        try Data([2]).write(to: unfinished.appendingPathComponent("being written"))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7200)],
            ofItemAtPath: unfinished.appendingPathComponent("left").path)
        folders.removeLeftovers()
        #expect(try FileManager.default.contentsOfDirectory(atPath: unfinished.path) == ["being written"])
        #expect(try Data(contentsOf: folders.url(id: "a", size: .large)) == Data([1, 2, 3]))
        try folders.write([4], to: folders.url(id: "a", size: .large))
        #expect(try Data(contentsOf: folders.url(id: "a", size: .large)) == Data([4]))
    }
}
