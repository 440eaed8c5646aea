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
        ])

    static let schema = Schema.object("EventBatch", nil, [.required("events", .array(event, 1...1_000))])

    /// - Parameter now: seconds since 1970.
    static func events(_ body: JSON, now: Int) -> [BuyerEvent] {
        (body["events"]?.items ?? []).compactMap { item in
            guard let buyer = item["buyer"]?.text, let listing = item["listing"]?.text,
                let action = actions.first(where: { $0.name == item["action"]?.text })?.action
            else { return nil }
            return BuyerEvent(
                buyer: buyer, listing: listing, action: action,
                time: item["time"]?.text.flatMap(Timestamp.seconds(_:)) ?? now)
        }
    }

    static func name(of action: BuyerAction) -> String {
        actions.first { $0.action == action }?.name ?? action.rawValue
    }
}
