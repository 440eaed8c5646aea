public import SoukCatalog
import Foundation
import SoukSearch

/// A listing as the API shows it.
public struct ListingAnswer: Sendable, Encodable {
    public var id: String
    public var title: String
    public var description: String
    public var price: PriceAnswer?
    public var category: [String]
    public var town: String?
    public var latitude: Double?
    public var longitude: Double?
    public var hasPhoto: Bool
    public var attributes: [ListingAttribute: String]
    public var postedAt: String?

    /// How much of a description results bring along, in characters.
    private static let excerpt = 160

    /// - Parameter isWhole: with all of the description; else with its beginning.
    init(_ listing: IndexedListing, isWhole: Bool = true) {
        id = listing.id
        title = listing.title
        let beginning = listing.description.prefix(Self.excerpt)
        description =
            isWhole || beginning.endIndex == listing.description.endIndex
            ? listing.description : beginning + "…"
        price = listing.price.map { PriceAnswer(amount: $0, currency: listing.currency) }
        category = listing.categoryPath
        town = listing.town
        latitude = listing.latitude
        longitude = listing.longitude
        hasPhoto = listing.hasPhoto
        attributes = listing.attributes
        postedAt = listing.postedAt.map(Timestamp.text)
    }

    private enum CodingKeys: String, CodingKey {
        case id, title, description, price, category, town, latitude, longitude
        case hasPhoto = "has_photo"
        case postedAt = "posted_at"
    }

    /// Attributes stand beside the other members.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(id, forKey: .id)
        try members.encode(title, forKey: .title)
        try members.encode(description, forKey: .description)
        try members.encodeIfPresent(price, forKey: .price)
        try members.encode(category, forKey: .category)
        try members.encodeIfPresent(town, forKey: .town)
        try members.encodeIfPresent(latitude, forKey: .latitude)
        try members.encodeIfPresent(longitude, forKey: .longitude)
        try members.encode(hasPhoto, forKey: .hasPhoto)
        try members.encodeIfPresent(postedAt, forKey: .postedAt)
        var named = encoder.container(keyedBy: AnswerKey.self)
        for (attribute, value) in attributes { try named.encode(value, forKey: AnswerKey(attribute.name)) }
    }

    static let members: [Schema.Member] =
        [
            .required("id", .text()), .required("title", .text()),
            .required(
                "description", .text("Its beginning, where the listing is a result that is not explained.")),
            .optional("price", PriceAnswer.schema),
            .required("category", .array(.text(), 0...100, "From the top level down; empty when unknown.")),
            .optional("town", .text()), .optional("latitude", .number(-90...90)),
            .optional("longitude", .number(-180...180)), .required("has_photo", .flag()),
            .optional("posted_at", .time()),
        ] + ListingAttribute.allCases.map { .optional($0.name, .text()) }
    static let schema = Schema.object("Listing", nil, members)
    static let example: JSON = [
        "id": "b-1042", "title": "Oak bedside table", "description": "Solid oak, one drawer.",
        "price": ["amount": 3500, "currency": "GBP"], "category": ["Home & Garden", "Bedroom Furniture"],
        "town": "Bristol", "latitude": 51.45, "longitude": -2.58, "has_photo": true, "condition": "used",
        "posted_at": "2026-02-03T09:30:00Z",
    ]
}

public struct PriceAnswer: Sendable, Encodable {
    /// In minor units.
    public var amount: Int
    public var currency: String?

    static let schema = Schema.object(
        "Price", nil,
        [
            .required("amount", .count("In minor units: 4500 is £45.00, or ¥4,500.")),
            .optional("currency", .text("ISO 4217; absent when unknown.")),
        ])
}
