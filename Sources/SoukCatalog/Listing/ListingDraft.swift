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
    public var attributes: [ListingAttribute: String]
    /// Seconds since 1970.
    public var postedAt: Int?

    /// Makes a draft; what is nil is unknown.
    public init(
        title: String, description: String? = nil, price: String? = nil, currency: String? = nil,
        category: String? = nil, town: String? = nil, attributes: [ListingAttribute: String] = [:],
        postedAt: Int? = nil
    ) {
        (self.title, self.description, self.price, self.currency) = (title, description, price, currency)
        (self.category, self.town, self.attributes, self.postedAt) = (category, town, attributes, postedAt)
    }

    /// What was handed in, as the catalogue keeps it beside the listing: names of fields and their texts.
    var fields: [(name: String, value: String)] {
        let texts: [(String, String?)] =
            [
                ("title", title), ("description", description), ("price", price), ("currency", currency),
                ("category", category), ("location", town),
            ] + ListingAttribute.allCases.map { ($0.name, attributes[$0]) }
            + [("posted_at", postedAt.map(String.init))]
        return texts.compactMap { name, value in value.map { (name: name, value: $0) } }
    }
}
