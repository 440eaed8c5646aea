import Foundation

import SoukCatalog

/// A small fictional marketplace in a temporary folder, for importing.
struct Marketplace {
    let folder: URL
    var listings: URL { folder.appendingPathComponent("Products.csv") }
    var images: URL { folder.appendingPathComponent("Images.csv") }
    var photos: URL { folder.appendingPathComponent("images") }
    var workspaceFolder: URL { folder.appendingPathComponent("workspace") }

    static let categories = ["Home & Garden / Chairs", "Music / Guitars", "Sports / Cycling / Helmets"]

    init(folder: URL) { self.folder = folder }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("souk-test-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
    }

    /// A marketplace of `count` listings with one photo each, the last one without.
    init(listings count: Int) throws {
        try self.init()
        try write(listings: (0..<count).map(Self.row))
        try write(images: (0..<count - 1).map { "\($0),p\($0),l\($0),ref\($0),2022-02-26" })
        for index in 0..<count - 1 { try write(photo: "p\(index).png", seed: UInt64(index)) }
    }

    /// A row of the listings table; texts differ enough not to count as alike.
    static func row(_ index: Int) -> String {
        var generator = SplitMix64(seed: UInt64(index))
        let words = (0..<12).map { _ in "word\(Int.random(in: 0..<5000, using: &generator))" }
        let category = categories[index % categories.count]
        return "\(index),l\(index),\"Thing \(index) | in York, North Yorkshire | Gumtree\",\(category),"
            + "\(words.joined(separator: " ")),£\(index + 5).00,\"York, North Yorkshire\""
    }

    func write(listings rows: [String]) throws {
        let header = ",id,product_name,category,product_description,price,location"
        try Data(([header] + rows).joined(separator: "\n").appending("\n").utf8).write(to: listings)
    }

    func write(images rows: [String]) throws {
        let header = ",id,product_id,image_ref,create_time"
        try Data(([header] + rows).joined(separator: "\n").appending("\n").utf8).write(to: images)
    }

    func write(photo name: String, seed: UInt64) throws {
        let file = photos.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(PlainPNG.noise(seed: seed)).write(to: file)
    }

    var request: ImportRequest { ImportRequest(listings: listings, images: images, photos: photos) }

    func workspace() throws -> Workspace { try Workspace(at: workspaceFolder, create: true) }

    @discardableResult
    func runImport(_ request: ImportRequest? = nil) throws -> ImportSummary {
        try Importer(workspace: workspace()).run(request ?? self.request)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// PNG files without compression, https://www.w3.org/TR/png/.
enum PlainPNG {
    /// Eight by eight random tiles of four pixels: no two seeds look alike.
    static func noise(seed: UInt64) -> [UInt8] {
        var generator = SplitMix64(seed: seed)
        let tiles = (0..<64).map { _ in (0..<3).map { _ in UInt8.random(in: 0...255, using: &generator) } }
        return picture(width: 32, height: 32) { x, y in tiles[y / 4 * 8 + x / 4] }
    }

    static func picture(width: Int, height: Int, color: (Int, Int) -> [UInt8]) -> [UInt8] {
        var pixels: [UInt8] = []
        for y in 0..<height {
            pixels.append(0)
            for x in 0..<width { pixels += color(x, y) }
        }
        let header = big(width) + big(height) + [8, 2, 0, 0, 0]
        let length = [UInt8(pixels.count & 255), UInt8(pixels.count >> 8)]
        let stored: [UInt8] = [0x78, 0x01, 1] + length + length.map { ~$0 } + pixels + big(adler(pixels))
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", header) + chunk("IDAT", stored) + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let content = Array(name.utf8) + body
        return big(body.count) + content + big(crc(content))
    }

    private static func big(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func adler(_ bytes: [UInt8]) -> Int {
        let (a, b) = bytes.reduce((1, 0)) { sums, byte in
            let a = (sums.0 + Int(byte)) % 65521
            return (a, (sums.1 + a) % 65521)
        }
        return b << 16 | a
    }

    private static func crc(_ bytes: [UInt8]) -> Int {
        let crc = bytes.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in
                value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
            }
        }
        return Int(~crc)
    }
}
