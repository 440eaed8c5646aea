import SoukRanking
import SoukSearch

/// Answers with vectors that were drawn beforehand: time does not depend on what they mean.
struct DrawnEncoder: ContentEncoder {
    let identity = "drawn"
    let dimensions = 256
    var fields: [VectorField] { VectorField.allCases }
    private let seed: UInt64
    private let vectors: [[Float]]

    init(seed: UInt64) {
        self.seed = seed
        var cloud = VectorCloud(dimensions: dimensions)
        vectors = (0..<64).map { _ in cloud.next() }
    }

    func embed(queries: [QueryContent]) -> [[Float]] {
        queries.map { vectors[Int(($0.words ?? "").utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) } % 64)] }
    }

    func embed(listings: [ListingContent]) -> [[VectorField: [Float]]] { listings.map { _ in [:] } }
}
