/// Something a buyer did with a listing.
public struct BuyerEvent: Sendable, Codable, Equatable {
    public var buyer: String
    public var listing: String
    public var action: BuyerAction
    /// Seconds since 1970.
    public var time: Int
    /// Tells it from all others: an event of a key that is known is not kept again.
    public var key: String?

    public init(buyer: String, listing: String, action: BuyerAction, time: Int, key: String? = nil) {
        self.buyer = buyer
        self.listing = listing
        self.action = action
        self.time = time
        self.key = key
    }
}

public enum BuyerAction: String, Sendable, Codable, CaseIterable {
    case view
    case save
    case message
    /// The buyer does not want to see it, nor its like.
    case dismiss
    /// It was sold, to this buyer or another.
    case sold
}

/// What someone did with a listing that a query had brought up: a row of a search and click log.
public struct QueryEvent: Sendable, Codable, Equatable {
    public var query: String
    public var listing: String
    /// As the log calls it: `impression`, `click`, `save`, `message`, ….
    public var action: String
    /// Seconds since 1970.
    public var time: Int

    public init(query: String, listing: String, action: String, time: Int) {
        self.query = query
        self.listing = listing
        self.action = action
        self.time = time
    }

    /// Whether someone wanted the listing, and did not only see it or pass it by.
    public var isWish: Bool { !["view", "impression", "skip", "dismiss"].contains(action) }
}
