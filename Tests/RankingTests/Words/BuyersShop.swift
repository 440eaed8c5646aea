import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukRanking
import SoukSearch

/// A shop whose listings are some titles, beside others that no test asks for; found by words alone.
struct BuyersShop {
    let pipeline: SearchPipeline

    static let others = [
        "Oak stool, round", "Wall mirror, brass rim", "Cotton cushion pair", "Garden hose on a reel",
        "Chess set in a tin", "Hand drill", "Picture frame A3", "Cookery book", "Walking poles",
        "Kettle, enamel",
        "Bird table", "Rucksack 40 litres", "Road atlas", "Doll's house", "Paint roller", "Teapot, blue",
    ]

    /// - Parameter titles: each with a price in pounds, where one is given behind ` = `.
    init(_ titles: [String], synonyms: Synonyms = .marketplace) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-\(UUID().uuidString)")
        let engine = try await EmbeddedGenerations(root: folder).scratch(.none)
        try await engine.upsert(
            (titles + Self.others).enumerated().map { number, text in
                let parts = text.components(separatedBy: " = ")
                var listing = IndexedListing(id: "\(number)", title: parts[0])
                if parts.count > 1 { listing.price = Double(parts[1]).map { Int($0 * 100) } }
                return listing
            })
        pipeline = try await SearchPipeline(
            engine: engine, gazetteer: nil, country: "GB", synonyms: synonyms, clock: { 1_700_000_000 })
    }

    func results(_ text: String) async throws -> [RankedResult] {
        try await pipeline.search(SearchRequest(text, limit: 50)).results
    }

    func titles(_ text: String) async throws -> [String] { try await results(text).map(\.listing.title) }
}
