public import SoukCatalog

/// What the index knows about a listing: enough to find, filter, count and rank it.
public struct IndexedListing: Sendable, Codable, Equatable, Identifiable {
    public var id: String
    public var title: String
    public var description: String
    /// From the top level down; empty when unknown.
    public var categoryPath: [String]
    /// In minor units of `currency`.
    public var price: Int?
    public var currency: String?
    public var town: String?
    /// In degrees.
    public var latitude: Double?
    public var longitude: Double?
    public var hasPhoto: Bool
    /// Not empty; attributes that the listing lacks are absent.
    public var attributes: [ListingAttribute: String]
    /// Seconds since 1970.
    public var postedAt: Int?
    /// Listings of one group show the same thing, word for word or photo for photo.
    public var group: Int?
    /// Changes when what the vectors are made of does: texts, price, photos and their order. nil when unknown.
    public var contentHash: String?
    /// Each `[dimensions]`, of length 1; channels that the listing lacks are absent.
    public var vectors: [VectorField: [Float]]

    public init(
        id: String, title: String, description: String = "", categoryPath: [String] = [], price: Int? = nil,
        currency: String? = nil, town: String? = nil, latitude: Double? = nil, longitude: Double? = nil,
        hasPhoto: Bool = false, attributes: [ListingAttribute: String] = [:], postedAt: Int? = nil,
        group: Int? = nil, contentHash: String? = nil, vectors: [VectorField: [Float]] = [:]
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.categoryPath = categoryPath
        self.price = price
        self.currency = currency
        self.town = town
        self.latitude = latitude
        self.longitude = longitude
        self.hasPhoto = hasPhoto
        self.attributes = attributes
        self.postedAt = postedAt
        self.group = group
        self.contentHash = contentHash
        self.vectors = vectors
    }
}

/// Which of a listing's vectors a search compares with.
public enum VectorField: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    case text
    case photo
    case fused
}
