import SoukCatalog
import Foundation
import Hummingbird
import SoukMarketplace
import SoukRanking

/// Search, and the photos that searches are made with.
struct SearchRoutes: Sendable {
    let marketplace: Marketplace
    let photos: UploadedPhotos
    let photoBytes: Int

    var routes: [Route] {
        [
            Route(Self.search) { try await answer($0.body, $0.context) },
            Route(Self.searchByURL) { try await answer(SearchInput.body($0.parameters), $0.context) },
            Route(Self.suggest, suggest), Route(Self.upload, upload),
        ]
    }

    private func answer(_ body: JSON, _ context: SoukRequestContext) async throws -> Response {
        let found = try await photos.lend(body["photo"], at: .root.appending("photo"), context) { photo in
            try await marketplace.search(SearchInput.request(body, photo: photo))
        }
        context.stages.note(found.timings)
        return try .json(
            SearchAnswerBody(
                found, explained: body["explain"]?.flag ?? false,
                allFacets: body["all_facets"]?.flag ?? false))
    }

    private func suggest(_ call: Call) async throws -> Response {
        let found = try await marketplace.complete(
            call.parameters["q"]?.text ?? "", limit: call.parameters["limit"]?.whole ?? 8)
        return try .json(CompletionsAnswer(found))
    }

    private func upload(_ call: Call) async throws -> Response {
        let photo = try await photos.take(
            call.photo(upTo: photoBytes), owner: call.context.caller?.name, at: "body")
        return try .json(
            UploadedPhoto(
                reference: photo.id, bytes: photo.bytes,
                secondsLeft: await photos.secondsLeft(photo)), status: .created)
    }
}

/// A photo that can be searched with for a while.
struct UploadedPhoto: Sendable, Encodable {
    var reference: String
    var bytes: Int
    var secondsLeft: Int

    private enum CodingKeys: String, CodingKey {
        case reference, bytes
        case secondsLeft = "seconds_left"
    }

    static let schema = Schema.object(
        "UploadedPhoto", nil,
        [
            .required("reference", .text("For searches.")), .required("bytes", .count()),
            .required("seconds_left", .count("Until it is forgotten, at the latest.")),
        ])
}

extension SearchRoutes {
    static let endpoints = [search, searchByURL, suggest, upload]

    static let suggest = Endpoint(
        method: .get, path: "/v1/suggest", operation: "suggest", group: .search,
        summary: "Complete what a buyer types",
        note:
            "Words that listings hold, categories and titles. New listings are in it after half a minute or so.",
        role: .reader,
        parameters: [
            .query("q", .string(0...200), "What was typed so far.", example: "leath"),
            .query("limit", .integer(1...50), "How many; 8 unless told."),
        ],
        answers: [.json("Completions.", CompletionsAnswer.schema, example: CompletionsAnswer.example)],
        problems: [422])

    static let search = Endpoint(
        method: .post, path: "/v1/search", operation: "search", group: .search,
        summary: "Search by words, by a photo, or by both", role: .reader,
        body: .json(
            SearchInput.schema,
            examples: [
                "words": ["query": "bedside table under £50 near Bristol", "explain": true],
                "weights": ["weights": ["leather": 1, "sofa": 0.5, "corner": -1]],
                "photo": [
                    "query": "but in blue", "photo": ["reference": "5f0c6e0f9d5b4a6c8f1e2d3c4b5a6978"],
                    "filter": ["maximum_price": 10_000, "near": ["town": "Leeds", "kilometres": 20]],
                    "sort": "cheapest", "limit": 10,
                ],
            ]),
        answers: [.json("What was found.", SearchAnswerBody.schema, example: SearchAnswerBody.example)],
        problems: [415, 422])

    static let searchByURL = Endpoint(
        method: .get, path: "/v1/search", operation: "searchByURL", group: .search,
        summary: "Search by words, as a link", role: .reader, parameters: SearchInput.parameters,
        answers: [.json("What was found.", SearchAnswerBody.schema, example: SearchAnswerBody.example)],
        problems: [422])

    static let upload = Endpoint(
        method: .post, path: "/v1/photos", operation: "uploadPhoto", group: .search,
        summary: "Upload a photo to search with",
        note: "It is kept for an hour at most.", role: .reader, body: .photo,
        answers: [
            .json(
                201, "The photo's reference.", UploadedPhoto.schema,
                example: [
                    "reference": "5f0c6e0f9d5b4a6c8f1e2d3c4b5a6978", "bytes": 81_233, "seconds_left": 3_600,
                ])
        ],
        problems: [415, 422])
}

extension Call {
    /// The body as the bytes of a photo.
    func photo(upTo limit: Int) async throws -> Data {
        guard request.hasMedia(PhotoTypes.names) else {
            throw Problem.unsupportedMediaType(expected: PhotoTypes.names.joined(separator: ", "))
        }
        let bytes = try await request.body(upTo: limit, context)
        guard !bytes.isEmpty else {
            throw Problem.invalid("body", "It is empty.", next: "Send the photo's bytes.")
        }
        return bytes
    }
}
