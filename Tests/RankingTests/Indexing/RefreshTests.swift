import Foundation
import SoukCatalog
import SoukMemorySearch
import SoukSearch
import SoukTestSupport
import Synchronization
import Testing

import SoukRanking

/// What a refresh embeds anew, after imports of a table with a folder of photos.
@Suite struct RefreshTests {
    private let market: TinyMarket
    private let engine = MemorySearch(TinyMarket.model)
    private var photos: URL { market.folder.appendingPathComponent("photos") }

    init() throws {
        market = try TinyMarket()
        try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
    }

    private func photo(_ name: String, seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var picture = PixelBuffer(width: 64, height: 48, colour: (90, 90, 90))
        for place in picture.bytes.indices {
            picture.bytes[place] = UInt8.random(in: 0...255, using: &generator)
        }
        try Data(try picture.png()).write(to: photos.appendingPathComponent(name))
    }

    private func importing(_ rows: String...) throws {
        let table = market.folder.appendingPathComponent("listings.csv")
        let text = (["id,title,description,category,price,photos"] + rows).joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: table)
        _ = try Importer(workspace: market.workspace).run(ImportRequest(listings: table, photos: photos))
    }

    /// The listings that were embedded.
    private func refresh() async throws -> [String] {
        let encoder = NotingEncoder()
        let refresh = try await WorkspaceIndexer(
            market.workspace, into: MemoryGenerations(), encoder: encoder
        ).refresh(engine)
        let ids = encoder.embedded.withLock { $0 }
        #expect(refresh.written == ids.count)
        return ids
    }

    @Test func whatChangedIsEmbeddedAnewAndNothingElse() async throws {
        try photo("a1.png", seed: 1)
        try photo("a2.png", seed: 2)
        try photo("b1.png", seed: 3)
        let (sofa, lamp) = ("a,Blue sofa,Soft,Home,£5.00,a1.png|a2.png", "b,Red lamp,Warm,Home,£6.00,b1.png")
        try importing(sofa, lamp)
        #expect(try await refresh() == ["a", "b"])
        #expect(try await refresh().isEmpty)

        try photo("a2.png", seed: 4)
        try importing(sofa, lamp)
        #expect(try await refresh() == ["a"], "a photo was replaced")
        #expect(try await refresh().isEmpty)

        let turned = "a,Blue sofa,Soft,Home,£5.00,a2.png|a1.png"
        try importing(turned, lamp)
        #expect(try await refresh() == ["a"], "the photos' order changed")

        let single = "a,Blue sofa,Soft,Home,£5.00,a2.png"
        try importing(single, lamp)
        #expect(try await refresh() == ["a"], "a photo was removed")

        try importing("a,Blue sofa,Very soft,Home,£5.00,a2.png", lamp)
        #expect(try await refresh() == ["a"], "the description changed")
        #expect(try await refresh().isEmpty)
    }
}

/// Notes the listings that it encodes.
private final class NotingEncoder: ContentEncoder {
    let embedded = Mutex<[String]>([])
    private let encoder = TinyEncoder()

    var identity: String { encoder.identity }
    var dimensions: Int { encoder.dimensions }
    var fields: [VectorField] { encoder.fields }

    func embed(queries: [QueryContent]) -> [[Float]] { encoder.embed(queries: queries) }

    func embed(listings: [ListingContent]) -> [[VectorField: [Float]]] {
        embedded.withLock { $0 += listings.map(\.id) }
        return encoder.embed(listings: listings)
    }

    func categories(ofQueries words: [String]) -> [[String: Double]] { encoder.categories(ofQueries: words) }
}
