import SoukSearch

/// A row that a search found, and the product of its vector with the query's.
public struct VectorHit: Sendable, Equatable {
    public var rowID: Int64
    /// From -1 to 1 for vectors of length 1.
    public var similarity: Float

    package init(rowID: Int64, similarity: Float) {
        self.rowID = rowID
        self.similarity = similarity
    }
}
