import Foundation
import Hummingbird
import SoukCatalog
import SoukMarketplace
import SoukRanking
import SoukSearch

/// What the models say of a listing that is being written, and vectors for other programs.
struct ModelRoutes: Sendable {
    let marketplace: Marketplace
    let photos: UploadedPhotos

    var routes: [Route] { [Route(Self.classify, classify), Route(Self.embed, embed)] }

    private func classify(_ call: Call) async throws -> Response {
        let body = call.body
        guard body["title"] != nil || body["description"] != nil || body["photo"] != nil else {
            throw Problem.invalid(
                "body", "There is nothing to classify.", next: "Give a title, a description or a photo.")
        }
        let suggestion = try await photos.lend(body["photo"], at: .root.appending("photo"), call.context) {
            photo in
            try await marketplace.suggest(
                title: body["title"]?.text, description: body["description"]?.text, photo: photo)
        }
        return try .json(SuggestionAnswer(suggestion))
    }

    private func embed(_ call: Call) async throws -> Response {
        let body = call.body
        guard body["words"] != nil || body["photo"] != nil else {
            throw Problem.invalid("body", "There is nothing to encode.", next: "Give words or a photo.")
        }
        let vector = try await photos.lend(body["photo"], at: .root.appending("photo"), call.context) {
            photo in
            try await marketplace.embed(words: body["words"]?.text, photo: photo)
        }
        return try .json(
            EmbeddingAnswer(
                vector: vector, dimensions: vector.count, model: marketplace.pipeline.engine.model.identity))
    }
}

/// A query's vector.
struct EmbeddingAnswer: Sendable, Encodable {
    var vector: [Float]
    var dimensions: Int
    var model: String?

    static let schema = Schema.object(
        "Embedding", nil,
        [
            .required("vector", .array(.number(-1...1), 1...65_536, "Of length 1.")),
            .required("dimensions", .integer(1...65_536)),
            .optional("model", .text("Hash of the model: vectors of different models cannot be compared.")),
        ])
}

extension ModelRoutes {
    static let endpoints = [classify, embed]

    private static let classifyInput = Schema.object(
        "ClassifyRequest", "Something to sell, as far as it is written: at least one of the three.",
        [
            .optional("title", .string(0...1_000)), .optional("description", .string(0...50_000)),
            .optional("photo", .photoInput),
        ])
    private static let embedInput = Schema.object(
        "EmbedRequest", "Words, a photo, or both.",
        [.optional("words", .string(1...2_000)), .optional("photo", .photoInput)])

    static let classify = Endpoint(
        method: .post, path: "/v1/classify", operation: "classify", group: .models,
        summary: "Suggest a category for something to sell",
        note: "`is_sure` is false where the model abstains: ask the seller then.", role: .reader,
        body: .json(
            classifyInput, examples: ["text": ["title": "Oak bedside table", "description": "One drawer."]]),
        answers: [.json("A suggestion.", SuggestionAnswer.schema, example: SuggestionAnswer.example)],
        problems: [415, 422])

    static let embed = Endpoint(
        method: .post, path: "/v1/embed", operation: "embed", group: .models,
        summary: "The vector of a query", role: .reader,
        body: .json(embedInput, examples: ["words": ["words": "oak bedside table"]]),
        answers: [
            .json(
                "A direction in the space of listings.", EmbeddingAnswer.schema,
                example: ["vector": [0.6, 0.8], "dimensions": 2, "model": "5f0c6e0f"])
        ],
        problems: [415, 422])
}
