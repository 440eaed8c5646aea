/// What is to change about a listing; the fields that are kept stay as they are stored.
public struct ListingChange: Sendable, Equatable {
    /// What becomes of one field.
    public enum Field<Value: Sendable & Equatable>: Sendable, Equatable {
        case keep, clear
        case set(Value)

        /// The new value; nil when the field is cleared or kept.
        public var value: Value? {
            if case .set(let value) = self { value } else { nil }
        }

        var isKept: Bool { self == .keep }
    }

    public var title = Field<String>.keep
    public var description = Field<String>.keep
    /// As people write it; in the listing's currency unless it tells its own.
    public var price = Field<String>.keep
    /// ISO 4217 code. Without a new price the number stays: 45.00 in pounds becomes 45.00 in euros.
    public var currency = Field<String>.keep
    public var category = Field<String>.keep
    public var town = Field<String>.keep
    /// Those that are not named are kept.
    public var attributes: [ListingAttribute: Field<String>] = [:]
    /// Seconds since 1970.
    public var postedAt = Field<Int>.keep
    /// nil keeps it.
    public var lifecycle: Lifecycle?

    /// Makes a change of nothing.
    public init() {}

    /// The texts that change, as ``ListingDraft/fields`` names them; nil for what is cleared.
    var fields: [(name: String, value: String?)] {
        let texts =
            [
                ("title", title), ("description", description), ("price", price), ("currency", currency),
                ("category", category), ("location", town),
            ] + ListingAttribute.allCases.map { ($0.name, attributes[$0] ?? .keep) }
        return texts.filter { !$0.1.isKept }.map { (name: $0.0, value: $0.1.value) }
            + (postedAt.isKept ? [] : [(name: "posted_at", value: postedAt.value.map(String.init))])
    }
}
