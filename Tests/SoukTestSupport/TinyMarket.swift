package import Foundation
package import SoukCatalog
package import SoukSearch
@testable package import SoukEmbeddedSearch
package import SoukRanking

/// A fictional marketplace with an index whose vectors come from a hand-made lexicon of meanings, so that
/// what is near what is known beforehand.
package final class TinyMarket: Sendable {
    package static let now = 1_700_000_000
    private static let day = 86_400

    package let folder: URL
    package let index: ListingIndex
    package let engine: any SearchEngine
    package let workspace: Workspace

    /// Each word's direction: seats, tables, lights, bicycles, telephones, and colours.
    private static let meanings: [String: Int] = [
        "sofa": 0, "couch": 0, "settee": 0, "armchair": 0, "table": 1, "desk": 1, "lamp": 2, "light": 2,
        "bicycle": 3, "bike": 3, "racer": 3, "phone": 4, "mobile": 4, "red": 5, "blue": 6, "oak": 7,
    ]

    package static let model = IndexModel(identity: "tiny-1", dimensions: 9)

    /// Words that mean nothing here share a ninth direction.
    package static func vector(_ text: String) -> [Float] {
        var sum = [Float](repeating: 0, count: 9)
        for word in PlainWords.of(text) { sum[meanings[word] ?? 8] += meanings[word] == nil ? 0.1 : 1 }
        return Vector.normalised(sum) ?? [0, 0, 0, 0, 0, 0, 0, 0, 1]
    }

    package static func encoder(identity: String = "tiny-1") -> QueryEncoder {
        QueryEncoder(TinyEncoder(identity: identity))
    }

    package static let listings: [IndexedListing] = [
        listing(
            "1", "Red leather sofa", "Three seats", ["Home", "Sofas"], 12_000, "Leeds", 53.8, -1.55, group: 1),
        listing(
            "2", "Red leather sofa", "Three seats, pick up", ["Home", "Sofas"], 12_000, "Leeds", 53.8, -1.55,
            group: 1),
        listing("3", "Blue corner sofa", "Smoke free home", ["Home", "Sofas"], 4_500, "York", 53.96, -1.08),
        listing("4", "Grey settee", "Two seats", ["Home", "Sofas"], 3_000, "Bristol", 51.46, -2.6),
        listing("5", "Oak table", "Seats six", ["Home", "Tables"], 9_000, "Leeds", 53.81, -1.5),
        listing("6", "Reading lamp", "Warm light", ["Home", "Lamps"], 1_500, "York", 53.96, -1.08),
        listing(
            "7", "Racer", "Red bicycle, 21 gears", ["Sports", "Bicycles"], 15_000, "Bristol", 51.46, -2.6),
        listing("8", "Mountain bike", "Blue frame", ["Sports", "Bicycles"], 22_000, "Leeds", 53.8, -1.55),
        listing("9", "Mobile phone", "64gb, cracked", ["Phones"], 8_000, "York", 53.96, -1.08),
        listing("10", "Desk", "Oak, two drawers", ["Home", "Tables"], 6_000, nil, nil, nil),
    ]

    private static func listing(
        _ id: String, _ title: String, _ description: String, _ category: [String], _ price: Int,
        _ town: String?,
        _ latitude: Double?, _ longitude: Double?, group: Int? = nil
    ) -> IndexedListing {
        let vector = vector(title + " " + description)
        return IndexedListing(
            id: id, title: title, description: description, categoryPath: category, price: price,
            currency: "GBP",
            town: town, latitude: latitude, longitude: longitude, hasPhoto: id != "10",
            attributes: [.condition: id == "9" ? "for parts" : "used"], postedAt: now - day * (Int(id) ?? 0),
            group: group,
            vectors: [.text: vector, .fused: vector])
    }

    package init(model: IndexModel = TinyMarket.model) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID().uuidString)")
        index = try ListingIndex.create(at: folder.appendingPathComponent("i"), model: model)
        try index.upsert(
            Self.listings.map { listing in
                var listing = listing
                listing.vectors = listing.vectors.filter { model.fields.contains($0.key) }
                return listing
            })
        engine = EmbeddedSearch(index)
        workspace = try Workspace(at: folder.appendingPathComponent("w"), create: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    package func pipeline(
        encoder: QueryEncoder? = TinyMarket.encoder(), isModelMissing: Bool = false,
        tuning: SearchTuning = SearchTuning()
    ) async throws -> SearchPipeline {
        try await SearchPipeline(
            engine: engine, encoder: encoder, isModelMissing: isModelMissing, tuning: tuning,
            gazetteer: SmallGazetteer.shared,
            clock: { Self.now })
    }
}
