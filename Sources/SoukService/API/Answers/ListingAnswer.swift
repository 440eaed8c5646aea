import SoukCatalog
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
    public var condition: String?
    public var seller: String?
    public var postedAt: String?

    init(_ listing: IndexedListing) {
        id = listing.id
        title = listing.title
        description = listing.description
        price = listing.price.map { PriceAnswer(amount: $0, currency: listing.currency) }
        category = listing.categoryPath
        town = listing.town
        latitude = listing.latitude
        longitude = listing.longitude
        hasPhoto = listing.hasPhoto
        condition = listing.condition
        seller = listing.seller
        postedAt = listing.postedAt.map(Timestamp.text)
    }

    static let members: [Schema.Member] = [
        .required("id", .text()), .required("title", .text()), .required("description", .text()),
        .optional("price", PriceAnswer.schema),
        .required("category", .array(.text(), 0...100, "From the top level down; empty when unknown.")),
        .optional("town", .text()), .optional("latitude", .number(-90...90)),
        .optional("longitude", .number(-180...180)), .required("has_photo", .flag()),
        .optional("condition", .text()), .optional("seller", .text()), .optional("posted_at", .time()),
    ]
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
