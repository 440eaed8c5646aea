public import SoukCatalog

/// A change to some of a listing's fields; all others stay as they are.
public struct ListingPatch: Sendable, Equatable {
    public enum Change<Value: Sendable & Equatable>: Sendable, Equatable {
        case keep
        case set(Value)

        package func apply(to value: inout Value) {
            if case .set(let new) = self { value = new }
        }
    }

    public var title = Change<String>.keep
    public var description = Change<String>.keep
    public var categoryPath = Change<[String]>.keep
    public var price = Change<Int?>.keep
    public var currency = Change<String?>.keep
    public var town = Change<String?>.keep
    public var latitude = Change<Double?>.keep
    public var longitude = Change<Double?>.keep
    public var hasPhoto = Change<Bool>.keep
    public var postedAt = Change<Int?>.keep
    public var group = Change<Int?>.keep
    public var contentHash = Change<String?>.keep
    /// Those that are named are replaced, or removed by nil; the others stay.
    public var attributes: [ListingAttribute: String?] = [:]
    /// Channels that are named are replaced, or removed by nil; the others stay.
    public var vectors: [VectorField: [Float]?] = [:]

    public init() {}

    /// Applies all but the vectors.
    package func apply(to listing: inout IndexedListing) {
        title.apply(to: &listing.title)
        description.apply(to: &listing.description)
        categoryPath.apply(to: &listing.categoryPath)
        price.apply(to: &listing.price)
        currency.apply(to: &listing.currency)
        town.apply(to: &listing.town)
        latitude.apply(to: &listing.latitude)
        longitude.apply(to: &listing.longitude)
        hasPhoto.apply(to: &listing.hasPhoto)
        postedAt.apply(to: &listing.postedAt)
        group.apply(to: &listing.group)
        contentHash.apply(to: &listing.contentHash)
        for (attribute, value) in attributes { listing.attributes[attribute] = value }
    }
}
