public import SoukCatalog

/// What every result must satisfy; all conditions hold at once, and none is on by default.
public struct SearchFilter: Sendable, Codable, Hashable {
    /// The listing's category path begins with one of these; none demands nothing.
    public var categories: [[String]]
    /// In minor units of ``priceCurrency``, both ends included. Prices of other currencies are compared
    /// by the index's exchange rates; listings without a price, or without a rate for it, do not match.
    public var minimumPrice: Int?
    public var maximumPrice: Int?
    /// ISO 4217 code of the two bounds, where it is not the marketplace's currency.
    public var priceCurrency: String?
    public var near: Circle?
    public var hasPhoto: Bool?
    /// The listing's value is one of these, as `ListingAttribute.key(_:)` compares them; an attribute that is not
    /// named, or has no values, demands nothing.
    public var attributes: [ListingAttribute: [String]]
    /// Seconds since 1970.
    public var postedAfter: Int?
    public var ids: Set<ListingID>?
    public var excludedIDs: Set<ListingID>
    /// Listings that hold one of these words or phrases, in title, description or category, do not match.
    public var excludedWords: [String]

    public struct Circle: Sendable, Codable, Hashable {
        public var latitude: Double
        public var longitude: Double
        public var kilometres: Double

        public init(latitude: Double, longitude: Double, kilometres: Double) {
            self.latitude = latitude
            self.longitude = longitude
            self.kilometres = kilometres
        }
    }

    public init(
        categories: [[String]] = [], minimumPrice: Int? = nil, maximumPrice: Int? = nil,
        priceCurrency: String? = nil, near: Circle? = nil, hasPhoto: Bool? = nil,
        attributes: [ListingAttribute: [String]] = [:], postedAfter: Int? = nil,
        ids: Set<ListingID>? = nil, excludedIDs: Set<ListingID> = [], excludedWords: [String] = []
    ) {
        self.categories = categories
        self.minimumPrice = minimumPrice
        self.maximumPrice = maximumPrice
        self.priceCurrency = priceCurrency
        self.near = near
        self.hasPhoto = hasPhoto
        self.attributes = attributes
        self.postedAfter = postedAfter
        self.ids = ids
        self.excludedIDs = excludedIDs
        self.excludedWords = excludedWords
    }
}
