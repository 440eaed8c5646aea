/// The model whose vectors an index holds.
public struct IndexModel: Sendable, Codable, Equatable {
    /// Hash of the weights; "none" for an index of words alone.
    public var identity: String
    public var dimensions: Int
    public var fields: [VectorField]

    public init(identity: String, dimensions: Int, fields: [VectorField] = VectorField.allCases) {
        self.identity = identity
        self.dimensions = dimensions
        self.fields = fields
    }

    /// No vectors: an index that finds words only.
    public static let none = IndexModel(identity: "none", dimensions: 0, fields: [])
}
