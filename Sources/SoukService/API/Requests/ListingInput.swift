import SoukCatalog
import SoukMarketplace

/// What `PUT` and `PATCH` of a listing take.
enum ListingInput {
    private static let fields: [(name: String, schema: Schema)] =
        [
            ("title", .string(0...1_000)),
            ("description", .string(0...50_000)),
            ("price", .string(0...100, .plain, "As people write it: \"£45\", \"45.00\", \"free\".")),
            ("currency", .string(3...3, .plain, "ISO 4217, for a price without a sign.")),
            ("category", .string(0...300, .plain, "A path such as \"Home & Garden / Mirrors\".")),
            ("town", .string(0...200)),
            ("posted_at", .time("Now unless told.")),
        ] + ListingAttribute.allCases.map { ($0.name, $0.valueSchema) }

    static let draft = Schema.object(
        "ListingDraft", "A listing as its seller writes it; it is cleaned as imports are.",
        fields.map { .init(name: $0.name, schema: $0.schema, isRequired: $0.name == "title") })

    static let change = Schema.object(
        "ListingChange", "What shall be different; null clears, what is not there stays (RFC 7396).",
        fields.map { .optional($0.name, $0.name == "title" ? $0.schema : $0.schema.orNull) } + [
            .optional(
                "lifecycle",
                .choice(
                    Lifecycle.allCases.map(\.rawValue),
                    "What is on sale or reserved is shown; what is sold, withdrawn or expired is not."))
        ])

    static let example: JSON = [
        "title": "Oak bedside table", "description": "Solid oak, one drawer, a few marks on the top.",
        "price": "£35", "category": "Home & Garden / Bedroom Furniture", "town": "Bristol",
        "condition": "used",
    ]
}
