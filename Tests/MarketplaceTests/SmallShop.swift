import SoukCatalog
import Foundation
import SoukMarketplace
import SoukEmbeddedSearch
import SoukRanking

/// A real workspace of 40 listings with an index of words: no weights are needed.
struct SmallShop {
    let folder: URL
    let workspace: Workspace

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-shop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let kinds = [
            ("sofa", "Home & Garden / Sofas"), ("bicycle", "Sports / Bicycles"),
            ("guitar", "Music / Guitars"),
        ]
        var rows = "id,title,description,category,price,location\n"
        for number in 0..<40 {
            let (name, category) = kinds[number % kinds.count]
            rows +=
                "l\(number),Old \(name) number\(number),A \(name) with a story of its own,\(category),£\(20 + number),Leeds\n"
        }
        let table = folder.appendingPathComponent("listings.csv")
        try Data(rows.utf8).write(to: table)
        workspace = try Workspace(at: folder.appendingPathComponent("workspace"), create: true)
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: table))
        _ = try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "test")
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// A picture of stripes, unlike those of other numbers.
    static func photo(_ number: Int) throws -> Data {
        var picture = PixelBuffer(width: 96, height: 64, colour: (90, 90, 90))
        for place in picture.bytes.indices {
            picture.bytes[place] = UInt8((place * (number + 3) / 7 + place / 192 * number) % 256)
        }
        return Data(try picture.png())
    }
}
