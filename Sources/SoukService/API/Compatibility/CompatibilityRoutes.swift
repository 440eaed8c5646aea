import Foundation
import Hummingbird
import SoukMarketplace
import SoukRanking
import SoukSearch

/// The API of the many small projects that teach this very marketplace, so that their clients work unchanged:
/// forms with a field `image` (or `file`) and an optional `text`, answers in their names.
struct CompatibilityRoutes: Sendable {
    let marketplace: Marketplace
    let photos: UploadedPhotos
    let limits: ServiceLimits

    var routes: [Route] {
        [
            Route(Self.health) { _ in try .json(HealthMessage()) }, Route(Self.embedding, embedding),
            Route(Self.similar, similar), Route(Self.category, category),
        ]
    }

    private func embedding(_ call: Call) async throws -> Response {
        let form = try await form(call)
        let vector = try await photos.lend(form.photo, at: "field image", call.context) { photo in
            try await marketplace.embed(words: nil, photo: photo)
        }
        return try .json(FeatureEmbedding(features: vector))
    }

    private func similar(_ call: Call) async throws -> Response {
        let form = try await form(call)
        let answer = try await photos.lend(form.photo, at: "field image", call.context) { photo in
            var request = SearchRequest(form.text ?? "", limit: Self.neighbours)
            request.photo = photo
            return try await marketplace.search(request)
        }
        return try .json(
            SimilarImages(similarIndex: answer.results.map(\.listing.id), scores: answer.results.map(\.score))
        )
    }

    private func category(_ call: Call) async throws -> Response {
        let form = try await form(call)
        let suggestion = try await photos.lend(form.photo, at: "field image", call.context) { photo in
            try await marketplace.suggest(title: form.text, description: nil, photo: photo)
        }
        return try .json(SuggestionAnswer(suggestion).brief)
    }

    /// How many the students' projects answer with, mostly.
    private static let neighbours = 10

    private struct Form: Sendable {
        var photo: Data
        var text: String?
    }

    private func form(_ call: Call) async throws -> Form {
        guard let type = call.request.headers[.contentType], call.request.hasMedia(["multipart/form-data"])
        else {
            throw Problem.unsupportedMediaType(
                expected: "multipart/form-data with a photo in the field image")
        }
        let body = try await call.request.body(upTo: limits.photoBytes, call.context)
        let form: MultipartForm
        do throws(MultipartFault) { form = try MultipartForm(Array(body), contentType: type) } catch {
            throw Problem.invalid(
                "body", "It is not a form that is taken: \(error.reason).", status: .badRequest)
        }
        guard let photo = form.parts["image"] ?? form.parts["file"], !photo.isEmpty else {
            throw Problem.invalid(
                "field image", "There is no photo in it.", next: "Send a photo's file in the field image.")
        }
        return Form(photo: Data(photo), text: try form.text("text"))
    }
}

extension MultipartForm {
    /// A short field of text; nil when it is not there or empty.
    fileprivate func text(_ name: String) throws -> String? {
        guard let bytes = parts[name], !bytes.isEmpty else { return nil }
        guard bytes.count <= MultipartLimits.standard.textBytes else {
            throw Problem.invalid(
                "field \(name)", "It is longer than \(MultipartLimits.standard.textBytes) bytes.")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem.invalid("field \(name)", "It is not UTF-8.")
        }
        return text
    }
}
