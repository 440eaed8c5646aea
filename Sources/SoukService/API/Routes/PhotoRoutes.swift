import SoukCatalog
import Foundation
import Hummingbird
import SoukMarketplace

/// The photos of listings.
struct PhotoRoutes: Sendable {
    let marketplace: Marketplace
    let photoBytes: Int

    var routes: [Route] { [Route(Self.put, put), Route(Self.get, get)] }

    private func put(_ call: Call) async throws -> Response {
        let bytes = try await call.photo(upTo: photoBytes)
        let ordinal = call.parameters["n"]?.whole ?? 0
        do {
            let receipt = try await marketplace.putPhoto(ordinal, of: call.path("id"), bytes)
            return try .json(PhotoReceiptAnswer(receipt))
        } catch MarketplaceError.photo(let reason) {
            throw Problem.photo(reason, at: "body")
        }
    }

    private func get(_ call: Call) async throws -> Response {
        let size: PhotoSize = call.parameters["size"]?.text == "thumbnail" ? .small : .large
        let ordinal = call.parameters["n"]?.whole ?? 0
        guard let file = try await marketplace.photo(ordinal, of: call.path("id"), size: size) else {
            throw Problem.notFound("photo.unknown", "There is no such photo, or no longer.")
        }
        let type = file.pathExtension == "png" ? "image/png" : "image/jpeg"
        let body = try await FileIO().loadFile(path: file.path, context: call.context)
        return Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "private, max-age=300"], body: body)
    }
}

extension PhotoRoutes {
    static let endpoints = [put, get]

    private static let place: [Endpoint.Parameter] = [
        .path("id", .listingID, "The listing.", example: "b-1042"),
        .path("n", .integer(0...99, "From 0, in the seller's order."), "Which photo.", example: 0),
    ]

    static let put = Endpoint(
        method: .put, path: "/v1/listings/{id}/photos/{n}", operation: "putPhoto", group: .photos,
        summary: "Add or replace a photo of a listing", role: .writer, parameters: place, body: .photo,
        answers: [.json("It is on show.", PhotoReceiptAnswer.schema, example: PhotoReceiptAnswer.example)],
        problems: [404, 415, 422])

    static let get = Endpoint(
        method: .get, path: "/v1/listings/{id}/photos/{n}", operation: "getPhoto", group: .photos,
        summary: "A photo of a listing", role: .reader,
        parameters: place + [
            .query("size", .choice(["full", "thumbnail"]), "512 pixels a side, or 64.")
        ],
        answers: [.init(status: 200, note: "The clean photo.", content: .photo)], problems: [404, 422])
}
