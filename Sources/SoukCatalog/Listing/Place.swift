/// Where the seller is.
public struct Place: Sendable, Codable, Equatable {
    public var town: String
    public var county: String?
    /// Degrees north, WGS 84; nil when the gazetteer does not know the place.
    public var latitude: Double?
    /// Degrees east, WGS 84.
    public var longitude: Double?

    public init(town: String, county: String? = nil, latitude: Double? = nil, longitude: Double? = nil) {
        self.town = town
        self.county = county
        self.latitude = latitude
        self.longitude = longitude
    }
}
