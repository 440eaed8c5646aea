import SoukCatalog
import Foundation
import SoukMarketplace
import SoukEmbeddedSearch
import SoukRanking

import SoukService

/// A real marketplace of 60 listings, some with photos, searched by words alone: no weights are needed.
struct SmallShop {
    let folder: URL
    let marketplace: Marketplace
    let configuration: ServiceConfiguration

    static let writer = "writer-token-of-the-tests-0123456789"
    static let reader = "reader-token-of-the-tests-0123456789"

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-api-\(UUID().uuidString)")
        let photos = folder.appendingPathComponent("photos-in", isDirectory: true)
        try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
        var rows = "id,title,description,category,price,location,photos,manufacturer\n"
        for number in 0..<60 {
            let kind = Self.kinds[number % Self.kinds.count]
            let word = kind.words[number / Self.kinds.count % kind.words.count]
            let photo = number < 6 ? "p\(number).png" : ""
            rows +=
                "l-\(number),\(word) \(kind.name) number\(number),Number \(number) of its kind with a story,"
                + "\(kind.category),£\(20 + number).00,Leeds,\(photo),\(Self.makers[number % Self.makers.count])\n"
            if number < 6 { try Self.photo(number).write(to: photos.appendingPathComponent(photo)) }
        }
        let table = folder.appendingPathComponent("listings.csv")
        try Data(rows.utf8).write(to: table)
        let workspace = try Workspace(at: folder.appendingPathComponent("w"), create: true)
        var request = ImportRequest(listings: table)
        request.photos = photos
        _ = try Importer(workspace: workspace).run(request)
        _ = try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "test")
        marketplace = try await Marketplace(workspace)
        configuration = try Self.configuration()
    }

    /// Two makers, one spelt in two ways; a fifth have none.
    private static let makers = ["Fjordby", "FJORDBY", "Ashlow & Sons", "Fjordby", ""]

    private static let kinds: [(name: String, category: String, words: [String])] = [
        ("sofa", "Home & Garden / Sofas", ["leather", "corner", "velvet"]),
        ("bicycle", "Sports / Bicycles", ["road", "steel", "folding"]),
        ("guitar", "Music / Guitars", ["acoustic", "electric", "bass"]),
        ("table", "Home & Garden / Tables", ["oak", "pine", "glass"]),
    ]

    /// A picture of stripes, unlike the others.
    static func photo(_ number: Int) throws -> Data {
        var picture = PixelBuffer(width: 64, height: 48, colour: (90, 90, 90))
        for place in picture.bytes.indices {
            picture.bytes[place] = UInt8((place * (number + 3) / 7 + place / 192 * number) % 256)
        }
        return Data(try picture.png())
    }

    /// Runs requests against the whole router, without a socket.
    ///
    /// - Parameter other: a marketplace over the same workspace; the shop's own where there is none.
    func serve<Value>(
        _ other: Marketplace? = nil, _ body: (RouterClient) async throws -> Value
    ) async throws -> Value {
        let registry = MetricsRegistry()
        let service = try SoukService(
            marketplace: other ?? marketplace, configuration: configuration, logger: RouterClient.silent,
            metrics: registry, prometheus: registry)
        return try await body(RouterClient(service))
    }

    private static func configuration() throws -> ServiceConfiguration {
        var configuration = ServiceConfiguration.patient
        try configuration.tokens.add(writer, .init(name: "writer", role: .writer))
        try configuration.tokens.add(reader, .init(name: "reader", role: .reader))
        return configuration
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}
