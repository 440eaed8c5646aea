/// What a generation says of itself.
public struct IndexManifest: Sendable, Codable, Equatable {
    public var generation: String
    /// Of the engine's own storage.
    public var schema: Int
    public var model: IndexModel
    /// Listings when it was built.
    public var count: Int
    /// The program and its version.
    public var madeBy: String
    /// Seconds since 1970.
    public var madeAt: Int

    public init(
        generation: String, schema: Int, model: IndexModel, count: Int, madeBy: String, madeAt: Int
    ) {
        self.generation = generation
        self.schema = schema
        self.model = model
        self.count = count
        self.madeBy = madeBy
        self.madeAt = madeAt
    }

    enum CodingKeys: String, CodingKey {
        case generation, schema, model, count
        case madeBy = "made_by"
        case madeAt = "made_at"
    }
}
