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
    /// Seconds since 1970; the time of arrival unless given.
    public var postedAt: Int?

    public init(
        title: String, description: String? = nil, price: String? = nil, currency: String? = nil,
        category: String? = nil, town: String? = nil, condition: String? = nil, seller: String? = nil,
        postedAt: Int? = nil
    ) {
        (self.title, self.description, self.price, self.currency) = (title, description, price, currency)
        (self.category, self.town, self.condition) = (category, town, condition)
        (self.seller, self.postedAt) = (seller, postedAt)
    }

    /// Longest texts, in bytes of UTF-8.
    enum Limit {
        static let title = 1_000
        static let description = 50_000
        static let other = 500
    }

    /// - Throws: `field` for a text that is too long, or a time before 1970 or far ahead.
    func check() throws(MarketplaceError) {
        for (name, text, limit) in [
            ("title", title, Limit.title), ("description", description ?? "", Limit.description),
            ("price", price ?? "", Limit.other), ("currency", currency ?? "", Limit.other),
            ("category", category ?? "", Limit.other), ("town", town ?? "", Limit.other),
            ("condition", condition ?? "", Limit.other), ("seller", seller ?? "", Limit.other),
        ] where text.utf8.count > limit {
            throw .field(
                name: name, reason: "\(text.utf8.count) bytes", remedy: "Give at most \(limit) bytes.")
        }
        if let postedAt, !(0...253_402_300_799).contains(postedAt) {
            throw .field(name: "posted_at", reason: "\(postedAt)", remedy: "Give seconds since 1970.")
        }
    }

    /// Columns, named as an import recognises them.
    var fields: [(name: String, value: String)] {
        [
            ("title", title), ("description", description), ("price", price), ("currency", currency),
            ("category", category), ("location", town), ("condition", condition), ("seller", seller),
            ("posted_at", postedAt.map(String.init)),
        ].compactMap { name, value in value.map { (name: name, value: $0) } }
    }
}

/// What is to change about a listing.
public struct ListingChange: Sendable, Equatable {
    public enum Field<Value: Sendable & Equatable>: Sendable, Equatable {
        case keep, clear
        case set(Value)

        func applied(to value: Value?) -> Value? {
            switch self {
            case .keep: value
            case .clear: nil
            case .set(let new): new
            }
        }
    }

    public var title = Field<String>.keep
    public var description = Field<String>.keep
    public var price = Field<String>.keep
    public var currency = Field<String>.keep
    public var category = Field<String>.keep
    public var town = Field<String>.keep
    public var condition = Field<String>.keep
    public var seller = Field<String>.keep
    public var postedAt = Field<Int>.keep

    public init() {}

    func applied(to draft: ListingDraft) -> ListingDraft {
        ListingDraft(
            title: title.applied(to: draft.title) ?? "",
            description: description.applied(to: draft.description),
            price: price.applied(to: draft.price), currency: currency.applied(to: draft.currency),
            category: category.applied(to: draft.category), town: town.applied(to: draft.town),
            condition: condition.applied(to: draft.condition), seller: seller.applied(to: draft.seller),
            postedAt: postedAt.applied(to: draft.postedAt))
    }
}
