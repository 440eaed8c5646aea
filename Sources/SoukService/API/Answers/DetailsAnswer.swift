import SoukCatalog
import SoukMarketplace
import SoukSearch

/// A listing with its photos.
public struct DetailsAnswer: Sendable, Encodable {
    public var listing: ListingAnswer
    /// Where to get them, in the seller's order.
    public var photos: [String]

    init(_ details: ListingDetails) {
        listing = ListingAnswer(details.listing)
        let base = "/v1/listings/\(PercentCoding.encode(details.listing.id))/photos/"
        photos = details.photos.map { base + "\($0.ordinal)" }
    }

    static let schema = Schema.object(
        "ListingDetails", nil,
        [
            .required("listing", ListingAnswer.schema),
            .required(
                "photos", .array(.text("A path of this service."), 0...1_000, "In the seller's order.")),
        ])
    static let example: JSON = [
        "listing": ListingAnswer.example, "photos": ["/v1/listings/b-1042/photos/0"],
    ]
}
