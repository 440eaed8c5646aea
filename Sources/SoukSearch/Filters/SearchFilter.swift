public import SoukCatalog

/// What every result must satisfy; all conditions hold at once, and none is on by default.
public struct SearchFilter: Sendable, Codable, Hashable {
    /// The listing's category path begins with this one.
    public var category: [String]?
    /// In minor units of ``priceCurrency``, both ends included. Prices of other currencies are compared
    /// by the index's exchange rates; listings without a price, or without a rate for it, do not match.
    public var minimumPrice: Int?
    public var maximumPrice: Int?
    /// ISO 4217 code of the two bounds, where it is not the marketplace's currency.
    public var priceCurrency: String?
    public var near: Circle?
    public var hasPhoto: Bool?
    public var condition: String?
    public var seller: String?
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
        category: [String]? = nil, minimumPrice: Int? = nil, maximumPrice: Int? = nil,
        priceCurrency: String? = nil, near: Circle? = nil, hasPhoto: Bool? = nil, condition: String? = nil,
        seller: String? = nil, postedAfter: Int? = nil,
        ids: Set<ListingID>? = nil, excludedIDs: Set<ListingID> = [], excludedWords: [String] = []
    ) {
        self.category = category
        self.minimumPrice = minimumPrice
        self.maximumPrice = maximumPrice
        self.priceCurrency = priceCurrency
        self.near = near
        self.hasPhoto = hasPhoto
        self.condition = condition
        self.seller = seller
        self.postedAfter = postedAfter
        self.ids = ids
        self.excludedIDs = excludedIDs
        self.excludedWords = excludedWords
    }
}
