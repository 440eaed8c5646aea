import Foundation
import SoukCatalog
import SoukModels
import SoukRanking
import SoukSearch

/// The sentence encoder that Scripts/bootstrap brought, or another: texts to vectors without training.
struct SentenceEncoder: ContentEncoder {
    private let encoder: TextEncoder
    let identity: String

    var dimensions: Int { encoder.width }
    var fields: [VectorField] { [.text] }

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

    func embed(queries: [QueryContent]) throws -> [[Float]] {
        try encoder.embed(queries.map { $0.words ?? "" }, limit: Self.limit)
    }

    /// Of title and description.
    func embed(listings: [ListingContent]) throws -> [[VectorField: [Float]]] {
        try encoder.embed(listings.map(Self.text), limit: Self.limit).map { [.text: $0] }
    }

    private static func text(_ listing: ListingContent) -> String {
        listing.description.isEmpty ? listing.title : listing.title + ". " + listing.description
    }
}
