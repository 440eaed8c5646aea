import SoukCatalog
import Foundation
import Hummingbird
import SoukMarketplace
import SoukRanking

/// What buyers do, what they are offered, and what is kept of them.
struct BuyerRoutes: Sendable {
    let marketplace: Marketplace

    var routes: [Route] {
        [
            Route(Self.record, record), Route(Self.recommend, recommend), Route(Self.export, export),
            Route(Self.erase, erase),
        ]
    }

    private func record(_ call: Call) async throws -> Response {
        let key = try IdempotencyKey.read(call.request)
        let events = EventInput.events(call.body, now: Int(Date().timeIntervalSince1970), key: key)
        try await marketplace.record(events)
        return try .json(RecordedEvents(recorded: events.count))
    }

    private func recommend(_ call: Call) async throws -> Response {
        var request = RecommendationRequest(call.path("id"), limit: call.parameters["limit"]?.whole ?? 20)
        if let town = call.parameters["near"]?.text {
            request.near = try marketplace.pipeline.circle(town, call.parameters["kilometres"]?.decimal)
        }
        let (answer, missing) = try await call.mayBePartial { try await marketplace.recommend(request) }
        return try .json(
            RecommendationAnswerBody(
                answer, missing: missing, explained: call.parameters["explain"]?.flag ?? false))
    }

    private func export(_ call: Call) async throws -> Response {
        let buyer = call.path("id")
        let events = try await marketplace.export(buyer: buyer)
        return try .json(BuyerExport(buyer: buyer, events: events.map(BuyerExport.Event.init)))
    }

    private func erase(_ call: Call) async throws -> Response {
        try .json(ErasedBuyer(erased: await marketplace.erase(buyer: call.path("id"))))
    }
}

struct RecordedEvents: Sendable, Encodable {
    var recorded: Int
    static let schema = Schema.object("RecordedEvents", nil, [.required("recorded", .count())])
}

struct ErasedBuyer: Sendable, Encodable {
    var erased: Int
    static let schema = Schema.object(
        "ErasedBuyer", nil, [.required("erased", .count("Number of events deleted."))])
}

/// All that is known of a buyer.
struct BuyerExport: Sendable, Encodable {
    struct Event: Sendable, Encodable {
        var listing: String
        var action: String
        var time: String

        init(_ event: BuyerEvent) {
            listing = event.listing
            action = EventInput.name(of: event.action)
            time = Timestamp.text(event.time)
        }
    }

    var buyer: String
    var events: [Event]

    static let schema = Schema.object(
        "Buyer", "All that is known of a buyer.",
        [
            .required("buyer", .text()),
            .required(
                "events",
                .array(
                    .object(
                        "KeptEvent", nil,
                        [
                            .required("listing", .text()),
                            .required("action", .choice(EventInput.actions.map(\.name))),
                            .required("time", .time()),
                        ]), 0...10_000_000, "The oldest first.")),
        ])
}

extension BuyerRoutes {
    static let endpoints = [record, recommend, export, erase]

    static let record = Endpoint(
        method: .post, path: "/v1/events", operation: "recordEvents", group: .buyers,
        summary: "Tell what buyers did",
        note:
            "All of a batch are kept, or none. Sent again with the same ids, or the same Idempotency-Key, they are kept once.",
        role: .writer,
        body: .json(
            EventInput.schema,
            examples: [
                "saved": ["events": [["buyer": "ana", "listing": "b-1042", "action": "save"]]],
                "sold": [
                    "events": [
                        [
                            "buyer": "ana", "listing": "b-1042", "action": "sold",
                            "time": "2026-02-03T09:30:00Z",
                        ]
                    ]
                ],
            ]),
        answers: [.json("They are kept.", RecordedEvents.schema, example: ["recorded": 1])],
        problems: [415, 422])

    static let recommend = Endpoint(
        method: .get, path: "/v1/buyers/{id}/recommendations", operation: "recommend", group: .buyers,
        summary: "What a buyer may like, each with its reason", role: .reader,
        parameters: [
            .path("id", .buyerID, "The buyer.", example: "ana"),
            .query("near", .string(1...100), "The buyer's town."),
            .query("kilometres", .kilometres, "How far the buyer goes."),
            .query("limit", .limit, "How many; 20 unless told."),
            .query("explain", .flag(), "Whether each offer says how its score came about."),
            PartialAnswers.parameter,
        ],
        answers: [
            .json("Offers.", RecommendationAnswerBody.schema, example: RecommendationAnswerBody.example)
        ],
        problems: [422])

    static let export = Endpoint(
        method: .get, path: "/v1/buyers/{id}", operation: "exportBuyer", group: .buyers,
        summary: "All that is known of a buyer", role: .writer,
        parameters: [.path("id", .buyerID, "The buyer.", example: "ana")],
        answers: [
            .json(
                "Events, the oldest first.", BuyerExport.schema,
                example: [
                    "buyer": "ana",
                    "events": [["listing": "b-1042", "action": "save", "time": "2026-02-03T09:30:00Z"]],
                ])
        ],
        problems: [422])

    static let erase = Endpoint(
        method: .delete, path: "/v1/buyers/{id}", operation: "eraseBuyer", group: .buyers,
        summary: "Forget a buyer", role: .writer,
        parameters: [.path("id", .buyerID, "The buyer.", example: "ana")],
        answers: [.json("How much was forgotten.", ErasedBuyer.schema, example: ["erased": 12])],
        problems: [422])
}
