public import SoukSearch

/// Turns what listings show and what buyers ask with into vectors of one space: the one way from content to vectors, for
/// indexing, searching, judging and serving.
///
/// A call blocks while it computes: make it on a thread of its own, as ``QueryEncoder`` does.
public protocol ContentEncoder: Sendable {
    /// Hash of all weights. Vectors of two identities are never compared.
    var identity: String { get }
    /// Length of every vector.
    var dimensions: Int { get }
    /// What it makes vectors of.
    var fields: [VectorField] { get }

    /// A vector of length 1 for each query, `[queries][dimensions]`, whose dot product with a listing's vector says how
    /// well they match.
    func embed(queries: [QueryContent]) throws -> [[Float]]

    /// Vectors of length 1 for each listing, by field; a field of which a listing shows nothing is absent.
    func embed(listings: [ListingContent]) throws -> [[VectorField: [Float]]]

    /// The probability of each top-level category, by name, that each text speaks of, when a buyer types it; empty
    /// where the encoder knows no categories.
    func categories(ofQueries words: [String]) throws -> [[String: Double]]
}

extension ContentEncoder {
    /// What an index of its vectors is told.
    public var indexModel: IndexModel {
        IndexModel(identity: identity, dimensions: dimensions, fields: fields)
    }

    public func categories(ofQueries words: [String]) throws -> [[String: Double]] {
        words.map { _ in [:] }
    }
}
