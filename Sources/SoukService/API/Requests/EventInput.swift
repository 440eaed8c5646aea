import SoukCatalog

/// What `POST /v1/events` takes.
enum EventInput {
    /// The API's names of what buyers do.
    static let actions: [(name: String, action: BuyerAction)] = [
        ("view", .view), ("save", .save), ("message", .message), ("sold", .sold), ("dismissed", .dismiss),
    ]

    static let event = Schema.object(
        "BuyerEvent", "Something that a buyer did with a listing.",
        [
            .required("buyer", .buyerID), .required("listing", .listingID),
            .required("action", .choice(actions.map(\.name), "sold: gone from search and everywhere else.")),
            .optional("time", .time("Now unless told.")),
            .optional("id", .string(1...200, .plain, "Yours: an event that is sent again is kept once.")),
        ])

    static let schema = Schema.object("EventBatch", nil, [.required("events", .array(event, 1...1_000))])

    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - key: of the request, under which it may be sent again.
    static func events(_ body: JSON, now: Int, key: String? = nil) -> [BuyerEvent] {
        (body["events"]?.items ?? []).enumerated().compactMap { number, item in
            guard let buyer = item["buyer"]?.text, let listing = item["listing"]?.text,
                let action = actions.first(where: { $0.name == item["action"]?.text })?.action
            else { return nil }
            return BuyerEvent(
                buyer: buyer, listing: listing, action: action,
                time: item["time"]?.text.flatMap(Timestamp.seconds(_:)) ?? now,
                key: item["id"]?.text.map { "id \($0)" } ?? key.map { "request \($0) \(number)" })
        }
    }

    static func name(of action: BuyerAction) -> String {
        actions.first { $0.action == action }?.name ?? action.rawValue
    }
}
