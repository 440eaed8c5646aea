package import SoukRanking
package import SoukSearch

/// Encodes by ``TinyMarket``'s lexicon of meanings; every photo is one of a bicycle.
package struct TinyEncoder: ContentEncoder {
    package let identity: String
    package var dimensions: Int { TinyMarket.model.dimensions }
    package var fields: [VectorField] { TinyMarket.model.fields }

    package init(identity: String = "tiny-1") { self.identity = identity }

    package func embed(queries: [QueryContent]) -> [[Float]] {
        queries.map { TinyMarket.vector($0.words ?? "bicycle") }
    }

    package func embed(listings: [ListingContent]) -> [[VectorField: [Float]]] {
        listings.map { [.text: TinyMarket.vector($0.title), .fused: TinyMarket.vector($0.title)] }
    }

    package func categories(ofQueries words: [String]) -> [[String: Double]] {
        words.map { $0.contains("sofa") ? ["Home": 0.9, "Sports": 0.1] : ["Home": 0.5, "Sports": 0.5] }
    }
}
