import SoukCatalog
import Foundation

/// A small marketplace with drawn photos: three categories that colour and pattern tell apart, one listing
/// without a title and one photo that is none.
struct Shop {
    let folder: URL

    var listings: String { folder.appendingPathComponent("Products.csv").path }
    var images: String { folder.appendingPathComponent("Images.csv").path }
    var photos: String { folder.appendingPathComponent("images").path }
    var workspace: String { folder.appendingPathComponent("workspace").path }

    func photo(_ name: String) -> String { folder.appendingPathComponent("images/\(name).png").path }

    static let categories = ["Garden", "Kitchen", "Music"]

    init(listingsEach: Int = 14) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-shop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: photos, withIntermediateDirectories: true)
        var products = "id,product_name,category,price,product_description,location\n"
        var pictures = "id,product_id,image_ref\n"
        var random = Seeded(state: 7)
        for (label, category) in Self.categories.enumerated() {
            for index in 0..<listingsEach {
                let id = "\(category.lowercased())-\(index)"
                let words = Self.words(of: UInt64(label * 1_000 + index))
                products +=
                    "\(id),\(words.title),\(category) / \(words.kind),£\(index + 3).50,\(words.text),Leeds\n"
                for shot in 0..<2 {
                    pictures += "\(id)-\(shot),\(id),\(id)-\(shot).png\n"
                    try draw(label, using: &random).write(to: URL(fileURLWithPath: photo("\(id)-\(shot)")))
                }
            }
        }
        products += "nameless,,Garden,£1.00,,Leeds\n"
        pictures += "broken,garden-0,broken.png\n"
        try Data("this is no photo".utf8).write(to: URL(fileURLWithPath: photo("broken")))
        try Data(products.utf8).write(to: URL(fileURLWithPath: listings))
        try Data(pictures.utf8).write(to: URL(fileURLWithPath: images))
    }

    /// Stripes (across, down or none) over a colour that the category has most of.
    private func draw(_ label: Int, using random: inout Seeded) throws -> Data {
        var picture = PixelBuffer(width: 96, height: 72, colour: (90, 90, 90))
        let shift = Int(random.next() % 12)
        for y in 0..<72 {
            for x in 0..<96 {
                let isStripe =
                    label == 0 ? (x + shift) / 8 % 2 == 0 : label == 1 ? (y + shift) / 8 % 2 == 0 : false
                let noise = Int(random.next() % 40)
                for channel in 0..<3 {
                    let base = channel == label ? 150 : 50
                    picture.bytes[(y * 96 + x) * 3 + channel] = UInt8(base + noise + (isStripe ? 60 : 0))
                }
            }
        }
        return Data(try picture.png())
    }

    /// Texts that no two listings share, so that none are taken for duplicates.
    private static func words(of seed: UInt64) -> (title: String, kind: String, text: String) {
        var random = Seeded(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        func word() -> String { String((0..<7).map { _ in letters[Int(random.next() % 26)] }) }
        let kind = seed % 2 == 0 ? "Small" : "Large"
        return ("\(word()) \(word())", kind, (0..<12).map { _ in word() }.joined(separator: " "))
    }

    /// Imports it.
    func imported(_ more: String...) throws -> Program.Run {
        try Program.run(
            [
                "import", "--workspace", workspace, "--listings", listings, "--images", images, "--photos",
                photos,
            ] + more)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// Marsaglia's xorshift64.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
