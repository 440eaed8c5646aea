import SoukCatalog

/// Pieces of requests that several routes share.
extension Schema {
    static let photoInput = Schema.object(
        "PhotoInput", "A photo: its bytes, or the reference that POST /v1/photos gave. One of the two.",
        [
            .optional("base64", .string(1...28_000_000, .base64, "The photo's file.")),
            .optional("reference", .string(1...64, .id, "Of a photo that was uploaded.")),
        ])

    static let nearInput = Schema.object(
        "Near", "Around a town, or around a point. Without a radius: 30 km.",
        [
            .optional("town", .string(1...100)),
            .optional("latitude", .number(-90...90, "Degrees north, WGS 84.")),
            .optional("longitude", .number(-180...180, "Degrees east, WGS 84.")),
            .optional("kilometres", .kilometres),
        ])

    static let filterInput = Schema.object(
        "Filter", "What every result must meet; all conditions hold at once.",
        [
            .optional("category", .oneOrMore(.category, most: 32, "Results are of one of them.")),
            .optional("near", .nearInput),
            .optional("minimum_price", .money),
            .optional("maximum_price", .money),
            .optional("currency", .priceCurrency),
            .optional("has_photo", .flag()),
            .optional("posted_after", .time()),
            .optional("excluded_ids", .array(.listingID, 0...200, "Listings not to show.")),
        ] + ListingAttribute.allCases.map { .optional($0.name, $0.filterSchema) })

    static let category = Schema.string(
        1...300, .plain, "A category's name, or a path such as \"Home & Garden / Mirrors\".")
    static let kilometres = Schema.number(0...20_100)
    static let money = Schema.integer(0...1_000_000_000_000, "In minor units: 4500 is £45.00, or ¥4,500.")
    static let priceCurrency = Schema.string(
        3...3, .plain, "ISO 4217, of the two prices; the marketplace's own currency unless told.")
    static let limit = Schema.integer(1...200, "Results on a page; 20 unless told.")
    static let listingID = Schema.string(1...ListingID.longest, .id, "A listing's id.")
    static let buyerID = Schema.id("A buyer's id.")
}

extension ListingAttribute {
    var valueSchema: Schema { .string(0...description.longest, .plain, description.note) }

    /// One value, or several, of which a listing has one.
    var filterSchema: Schema {
        .oneOrMore(.string(1...description.longest), most: 50, description.note)
    }
}

extension JSON {
    /// The texts of a value that may stand alone or in an array.
    var texts: [String] { text.map { [$0] } ?? (items ?? []).compactMap(\.text) }
}
