/// What cleaning cannot know from the table itself.
public struct CleaningOptions: Sendable, Codable, Equatable {
    /// Leaves telephone numbers and e-mail addresses in the texts.
    public var keepContacts = false
    /// ISO 4217 code of prices that do not tell theirs.
    public var currency: String?
    /// The decimal mark of prices where it cannot be seen: `.` or `,`.
    public var decimal: String?
    /// ISO 3166 code of the sellers' country, such as `GB`; else it follows from the price's currency.
    public var country: String?
    /// The site's name where it ends the titles and is none of the well-known ones.
    public var siteName: String?

    public init(
        keepContacts: Bool = false, currency: String? = nil, decimal: String? = nil, country: String? = nil,
        siteName: String? = nil
    ) {
        self.keepContacts = keepContacts
        self.currency = currency
        self.decimal = decimal
        self.country = country
        self.siteName = siteName
    }
}
