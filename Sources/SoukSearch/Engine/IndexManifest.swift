public import SoukAnalysis

/// What a generation says of itself.
public struct IndexManifest: Sendable, Codable, Equatable {
    public var generation: String
    /// Of the engine's own storage.
    public var schema: Int
    /// Version of the text analysis by which its words were cut; 0 for one older than versions.
    public var analysis: Int
    public var model: IndexModel
    /// Listings when it was built.
    public var count: Int
    /// The program and its version.
    public var madeBy: String
    /// Seconds since 1970.
    public var madeAt: Int

    public init(
        generation: String, schema: Int, analysis: Int = TextAnalyzer.version, model: IndexModel, count: Int,
        madeBy: String, madeAt: Int
    ) {
        self.generation = generation
        self.schema = schema
        self.analysis = analysis
        self.model = model
        self.count = count
        self.madeBy = madeBy
        self.madeAt = madeAt
    }

    enum CodingKeys: String, CodingKey {
        case generation, schema, analysis, model, count
        case madeBy = "made_by"
        case madeAt = "made_at"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        generation = try container.decode(String.self, forKey: .generation)
        schema = try container.decode(Int.self, forKey: .schema)
        analysis = try container.decodeIfPresent(Int.self, forKey: .analysis) ?? 0
        model = try container.decode(IndexModel.self, forKey: .model)
        count = try container.decode(Int.self, forKey: .count)
        madeBy = try container.decode(String.self, forKey: .madeBy)
        madeAt = try container.decode(Int.self, forKey: .madeAt)
    }
}
