import SoukCatalog
import Foundation
import Hummingbird
import SoukMarketplace
import SoukSearch

/// Listings, one at a time.
struct ListingRoutes: Sendable {
    let marketplace: Marketplace
    let changes: ListingChanges

    var routes: [Route] {
        [
            Route(Self.put) { call in
                let receipt = try await changes.put(call.path("id"), call.body)
                return try .json(receipt, status: .init(code: receipt.status))
            },
            Route(Self.patch) { call in
                let receipt = try await changes.patch(call.path("id"), call.body)
                return try .json(receipt, status: .init(code: receipt.status))
            },
            Route(Self.delete) { call in
                _ = try await changes.delete(call.path("id"))
                return Response(status: .noContent)
            },
            Route(Self.get, get), Route(Self.similar, similar),
        ]
    }

    private func get(_ call: Call) async throws -> Response {
        guard let details = try await marketplace.listing(call.path("id")) else {
            throw Problem.unknownListing
        }
        return try .json(DetailsAnswer(details))
    }

    private func similar(_ call: Call) async throws -> Response {
        let (answer, missing) = try await call.mayBePartial {
            try await marketplace.similar(
                to: call.path("id"), limit: call.parameters["limit"]?.whole ?? 20, filter: SearchFilter())
        }
        return try .json(
            SimilarAnswerBody(
                answer, missing: missing, explained: call.parameters["explain"]?.flag ?? false))
    }
}

extension Problem {
    static let unknownListing = Problem.notFound("listing.unknown", "There is no such listing, or no longer.")
}

extension ListingRoutes {
    static let endpoints = [put, patch, delete, get, similar]

    private static let id = Endpoint.Parameter.path("id", .listingID, "The listing.", example: "b-1042")
    private static let receipts: [Endpoint.Answer] = [
        .json("It is changed, and found from now on.", ReceiptAnswer.schema, example: ReceiptAnswer.example),
        .json(
            201, "It is on sale, and found from now on.", ReceiptAnswer.schema, example: ReceiptAnswer.example
        ),
    ]

    static let put = Endpoint(
        method: .put, path: "/v1/listings/{id}", operation: "putListing", group: .listings,
        summary: "Put something on sale, or replace it", role: .writer, parameters: [id],
        body: .json(ListingInput.draft, examples: ["table": ListingInput.example]), answers: receipts,
        problems: [415, 422])

    static let patch = Endpoint(
        method: .patch, path: "/v1/listings/{id}", operation: "patchListing", group: .listings,
        summary: "Change a listing", role: .writer, parameters: [id],
        body: .json(
            ListingInput.change, examples: ["cheaper": ["price": "£30"], "townless": ["town": .null]]),
        answers: [receipts[0]], problems: [404, 415, 422])

    static let delete = Endpoint(
        method: .delete, path: "/v1/listings/{id}", operation: "deleteListing", group: .listings,
        summary: "Take a listing off sale", role: .writer, parameters: [id],
        answers: [.init(status: 204, note: "It is gone everywhere.", content: .none)], problems: [404, 422])

    static let get = Endpoint(
        method: .get, path: "/v1/listings/{id}", operation: "getListing", group: .listings,
        summary: "A listing that is on sale", role: .reader, parameters: [id],
        answers: [.json("The listing.", DetailsAnswer.schema, example: DetailsAnswer.example)],
        problems: [404, 422])

    static let similar = Endpoint(
        method: .get, path: "/v1/listings/{id}/similar", operation: "similarListings", group: .listings,
        summary: "Listings like one", role: .reader,
        parameters: [
            id, .query("limit", .limit, "How many; 20 unless told."),
            .query("explain", .flag(), "Whether each result says how its score came about."),
            PartialAnswers.parameter,
        ],
        answers: [
            .json("The most similar first.", SimilarAnswerBody.schema, example: SimilarAnswerBody.example)
        ],
        problems: [404, 422])
}
