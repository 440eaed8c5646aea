/// A listing as a seller hands it in; cleaned by the rules of an import.
public struct ListingDraft: Codable, Sendable, Equatable {
    public var title: String
    public var description: String?
    /// As people write it: `£25`, `1.234,56 €`, `Free`.
    public var price: String?
    /// ISO 4217 code, for prices that do not tell theirs.
    public var currency: String?
    /// A path from the top level down, with ` / ` or ` > ` between its levels.
    public var category: String?
    /// `Leeds`, or `Leeds, West Yorkshire`.
    public var town: String?
    public var condition: String?
    public var seller: String?
    /// Seconds since 1970.
    public var postedAt: Int?

    /// Makes a draft; what is nil is unknown.
    public init(
        title: String, description: String? = nil, price: String? = nil, currency: String? = nil,
        category: String? = nil, town: String? = nil, condition: String? = nil, seller: String? = nil,
        postedAt: Int? = nil
    ) {
        (self.title, self.description, self.price, self.currency) = (title, description, price, currency)
        (self.category, self.town, self.condition) = (category, town, condition)
        (self.seller, self.postedAt) = (seller, postedAt)
    }

    /// What was handed in, as the catalogue keeps it beside the listing: names of fields and their texts.
    var fields: [(name: String, value: String)] {
        [
            ("title", title), ("description", description), ("price", price), ("currency", currency),
            ("category", category), ("location", town), ("condition", condition), ("seller", seller),
            ("posted_at", postedAt.map(String.init)),
        ].compactMap { name, value in value.map { (name: name, value: $0) } }
    }
}
