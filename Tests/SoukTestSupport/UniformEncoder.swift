package import SoukRanking
package import SoukSearch

/// Encodes everything alike: for an index that has vectors of some model.
package struct UniformEncoder: ContentEncoder {
    package let identity: String
    package var dimensions: Int { 2 }
    package var fields: [VectorField] { [.fused] }

    package init(identity: String) { self.identity = identity }

    package func embed(queries: [QueryContent]) -> [[Float]] { queries.map { _ in [0, 1] } }

    package func embed(listings: [ListingContent]) -> [[VectorField: [Float]]] {
        listings.map { _ in [.fused: [0, 1]] }
    }
}
