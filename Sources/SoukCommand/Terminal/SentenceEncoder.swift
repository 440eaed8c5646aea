import SoukCatalog
import Foundation
import SoukEmbeddedSearch
import SoukModels
import SoukRanking
import SoukTraining

/// The sentence encoder that Scripts/bootstrap brought, or another: texts to vectors without training.
struct SentenceEncoder {
    private let encoder: TextEncoder
    private let identity: String

    /// How many tokens of a text are read.
    private static let limit = 128

    init(_ folder: URL) throws {
        encoder = try TextEncoder(folder: folder)
        identity = try Checksum.sha256(of: folder.appendingPathComponent("model.safetensors"))
    }

    static func folder(_ chosen: String? = nil) throws -> URL {
        if let chosen { return URL(fileURLWithPath: chosen, isDirectory: true) }
        if let folder = Assets.file("weights/all-minilm-l6-v2") { return folder }
        throw CatalogError.missing(
            path: "weights/all-minilm-l6-v2",
            remedy: "Run Scripts/bootstrap, or give its folder with --encoder.")
    }

    private static func text(_ listing: ListingContent) -> String {
        listing.description.isEmpty ? listing.title : listing.title + ". " + listing.description
    }

    /// One vector a listing, of title and description.
    func model() -> TrialModel {
        let encoder = encoder
        return TrialModel(
            index: IndexModel(identity: identity, dimensions: encoder.width, fields: [.text]),
            listings: { listings in
                try encoder.embed(listings.map(Self.text), limit: Self.limit).map { [.text: $0] }
            },
            words: { try encoder.embed($0, limit: Self.limit) },
            categories: { $0.map { _ in [:] } })
    }
}
