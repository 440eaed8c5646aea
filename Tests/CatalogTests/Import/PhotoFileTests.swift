import Foundation
import Testing

@testable import SoukCatalog

/// Which file a table's photo name means.
struct PhotoFileTests {
    private let folder: TemporaryFolder
    private var root: URL { folder.url.appendingPathComponent("photos") }

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    private func index(_ files: [String]) throws -> PhotoFolderIndex {
        for file in files {
            let url = URL(fileURLWithPath: "\(root.path)/\(file)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data([1]).write(to: url)
        }
        return try PhotoFolderIndex(root)
    }

    @Test(arguments: [
        // What the disk has, what the table has.
        ("DSC_0042.JPG", "dsc_0042.jpg"), ("red lamp.jpg", "red%20lamp.jpg"),
        ("chair.jpg", "photos\\chair.jpg"),
        ("Cafe\u{301}-Tisch.jpg", "Caf\u{E9}-Tisch.jpg"), ("sofa.jpg", "sofa.jpeg"),
        ("desk.jpeg", "DESK.JPG"),
        ("a/one.jpg", "a\\one.jpg"), ("a/one.jpg", "C:\\Users\\ann\\photos\\a\\one.jpg"),
        ("g/AA/1.jpg", "https://x.example/g/AA/1.jpg?width=800#top"),
        ("lamp.jpg", "https://x.example/p/lamp.jpg"),
        ("vase 1.jpg", "//cdn.example/x/vase%201.jpg"), ("7.jpg", "7"),
        ("u\u{308}ber/1.jpg", "%C3%BCber/1.jpg"),
        ("clock.png", "clock.jpg"), ("sub/tray.jpg", "tray.jpg"), ("a/b/c.jpg", "./b/c.jpg"),
        ("rug.JPEG", "photos/rug.jpg"),
    ])
    func isFound(file: String, name: String) throws {
        let index = try index([file, "another.jpg"])
        guard case .file(let found, let note) = index.resolve(try #require(PhotoReference(name))) else {
            Issue.record("\(name): \(index.resolve(try #require(PhotoReference(name))))")
            return
        }
        #expect(found.utf8.elementsEqual(file.utf8))
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? name
        if !file.hasSuffix(last) {
            #expect(note?.contains(file) == true || name.contains("//") || !name.contains("."))
        }
    }

    @Test(arguments: [
        // A bare last name says nothing where the name has a folder.
        (["b/1.jpg"], "a/1.jpg"), (["1.jpg"], "a/1.jpg"),
        (["g/bbBB2/s.jpg"], "https://x.example/g/aaAA1/s.jpg"),
        // Two files fit equally.
        (["a/1.jpg", "b/1.jpg"], "1.jpg"), (["x/a/1.jpg", "y/a/1.jpg"], "a/1.jpg"),
        (["IMG.jpg", "img.JPG"], "Img.jpg"), (["a/s.jpg", "b/s.jpg"], "https://x.example/c/s.jpg"),
    ])
    func isRefused(files: [String], name: String) throws {
        switch try index(files).resolve(try #require(PhotoReference(name))) {
        case .file(let file, _): Issue.record("\(name) led to \(file)")
        case .none, .several, .elsewhere: break
        }
    }

    @Test func theLongestEndingWins() throws {
        let index = try index(["g/a/s.jpg", "g/b/s.jpg", "h/a/s.jpg", "s.jpg"])
        for (name, file) in [
            ("https://x.example/g/a/s.jpg", "g/a/s.jpg"), ("g/b/s.jpg", "g/b/s.jpg"),
            ("h/a/s.jpg", "h/a/s.jpg"),
        ] {
            #expect(
                index.resolve(try #require(PhotoReference(name))) == .file(file, note: nil)
                    || name.contains("//") || !name.contains("."))
            guard case .file(file, _) = index.resolve(try #require(PhotoReference(name))) else {
                Issue.record("\(name)")
                continue
            }
        }
    }

    /// Addresses that differ in a folder alone: each listing gets its own photo, and none gets a neighbour's.
    @Test func sameNamesInOtherFolders() throws {
        var rows = "id,title,image_url\n"
        for number in 0..<4 {
            rows += "E\(number),Thing number \(number),https://i.example/images/g/f\(number)/s-l1600.jpg\n"
        }
        let table = folder.url.appendingPathComponent("t.csv")
        try Data(rows.utf8).write(to: table)
        let workspace = try Workspace(at: folder.url.appendingPathComponent("w"), create: true)
        for number in 0..<3 {
            let file = root.appendingPathComponent("images/g/f\(number)/s-l1600.jpg")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(PlainPNG.noise(seed: UInt64(number))).write(to: file)
        }
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: table, photos: root))
        for number in 0..<3 {
            let photo = try #require(try workspace.photos(of: "E\(number)").first)
            #expect(photo.file == "images/g/f\(number)/s-l1600.jpg" && photo.verdict?.isRejected == false)
        }
        let last = try #require(try workspace.photos(of: "E3").first)
        #expect(last.verdict?.isRejected == true && last.file == nil)
    }

    /// A flat folder of downloads: the file's name alone counts only while one address has it.
    @Test func aContestedNameIsRefused() throws {
        try Data(PlainPNG.noise(seed: 1)).write(to: root.appendingPathComponent("s.jpg"))
        try Data(PlainPNG.noise(seed: 2)).write(to: root.appendingPathComponent("lamp.jpg"))
        let table = folder.url.appendingPathComponent("t.csv")
        let rows = """
            id,title,photo
            1,Red chair,https://x.example/a/s.jpg
            2,Blue table,https://x.example/b/s.jpg
            3,Green lamp,https://x.example/c/lamp.jpg?v=1
            """
        try Data((rows + "\n").utf8).write(to: table)
        let workspace = try Workspace(at: folder.url.appendingPathComponent("w"), create: true)
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: table, photos: root))
        let usable = try ["1", "2", "3"].map { try workspace.photos(of: $0).first?.verdict?.isRejected }
        #expect(usable == [true, true, false])
    }

    @Test(arguments: [
        ("a.jpg|b.jpg", ["a.jpg", "b.jpg"]), ("a.jpg;b.jpg", ["a.jpg", "b.jpg"]),
        ("a.jpg\nb.jpg", ["a.jpg", "b.jpg"]),
        ("a.jpg,b.jpg", ["a.jpg", "b.jpg"]), ("red, small.jpg", ["red, small.jpg"]),
        (#"["a.jpg", "b.jpg"]"#, ["a.jpg", "b.jpg"]),
        ("https://x.example/w_300,h_200/a.jpg", ["https://x.example/w_300,h_200/a.jpg"]),
        (
            "https://x.example/w_300,h_200/a.jpg, https://x.example/b.jpg",
            ["https://x.example/w_300,h_200/a.jpg", "https://x.example/b.jpg"]
        ),
        (
            "https://x.example/a.jpg;v=1;https://x.example/b.jpg",
            ["https://x.example/a.jpg;v=1", "https://x.example/b.jpg"]
        ),
        ("https://x.example/a https://x.example/b", ["https://x.example/a", "https://x.example/b"]),
        ("https://x.example/1.jpg, 2.jpg", ["https://x.example/1.jpg", "2.jpg"]),
        ("//x.example/a.jpg,//x.example/b.jpg", ["//x.example/a.jpg", "//x.example/b.jpg"]),
        ("https://x.example/a.jpg|b.jpg", ["https://x.example/a.jpg", "b.jpg"]), ("", []),
    ])
    func cellsOfSeveralPhotos(text: String, names: [String]) { #expect(PhotoNames.parse(text) == names) }
}
