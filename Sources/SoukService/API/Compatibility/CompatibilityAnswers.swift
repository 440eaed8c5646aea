import HTTPTypes
import SoukCatalog

/// `{"message": "API is up and running!"}`, which their clients compare.
struct HealthMessage: Sendable, Encodable {
    var message = Self.text

    static let text = "API is up and running!"
    static let schema = Schema.object("HealthMessage", nil, [.required("message", .text())])
}

struct FeatureEmbedding: Sendable, Encodable {
    var features: [Float]

    static let schema = Schema.object(
        "FeatureEmbedding", nil, [.required("features", .array(.number(-1...1), 1...65_536, "Of length 1."))])
}

struct SimilarImages: Sendable, Encodable {
    /// Listings, where their projects give rows of an index: an id means something tomorrow, too.
    var similarIndex: [String]
    var scores: [Double]

    private enum CodingKeys: String, CodingKey {
        case scores
        case similarIndex = "similar_index"
    }

    static let schema = Schema.object(
        "SimilarImages", nil,
        [
            .required("similar_index", .array(.text(), 0...200, "Ids of listings, the most similar first.")),
            .required("scores", .array(.real(), 0...200)),
        ])
}

struct PredictedCategory: Sendable, Encodable {
    /// Absent where there is nothing to tell it by.
    var category: String?
    var probability: Double?
    var isSure: Bool

    private enum CodingKeys: String, CodingKey {
        case category, probability
        case isSure = "is_sure"
    }

    static let schema = Schema.object(
        "PredictedCategory", nil,
        [
            .optional("category", .text()), .optional("probability", .number(0...1)),
            .required("is_sure", .flag("False where the model abstains.")),
        ])
}

extension CompatibilityRoutes {
    static let endpoints = [health, embedding, similar, category]

    static let health = Endpoint(
        method: .get, path: "/healthcheck", operation: "healthcheck", group: .compatibility,
        summary: "Whether the service runs",
        answers: [
            .json("It runs.", HealthMessage.schema, example: ["message": .string(HealthMessage.text)])
        ])

    static let embedding = Endpoint(
        method: .post, path: "/predict/feature_embedding", operation: "predictFeatureEmbedding",
        group: .compatibility, summary: "The vector of a photo", role: .reader, body: .form,
        answers: [.json("The vector.", FeatureEmbedding.schema, example: ["features": [0.6, 0.8]])],
        problems: [415, 422])

    static let similar = Endpoint(
        method: .post, path: "/predict/similar_images", operation: "predictSimilarImages",
        group: .compatibility, summary: "The listings most similar to a photo", role: .reader, body: .form,
        answers: [
            .json(
                "Ten listings at most.", SimilarImages.schema,
                example: ["similar_index": ["b-1042"], "scores": [4.25]])
        ],
        problems: [415, 422])

    static let category = Endpoint(
        method: .post, path: "/predict/category", operation: "predictCategory", group: .compatibility,
        summary: "The category of a photo", role: .reader, body: .form,
        answers: [
            .json(
                "The most probable category.", PredictedCategory.schema,
                example: ["category": "Home & Garden", "probability": 0.94, "is_sure": true])
        ],
        problems: [415, 422])
}
