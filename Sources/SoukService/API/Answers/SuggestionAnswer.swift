import SoukCatalog
import SoukMarketplace

/// What a listing could be, for its seller.
public struct SuggestionAnswer: Sendable, Encodable {
    public struct Guess: Sendable, Encodable {
        public var category: String
        public var probability: Double
    }

    /// In minor units.
    public struct Prices: Sendable, Encodable {
        public var currency: String?
        public var low: Int
        public var median: Int
        public var high: Int
        public var count: Int
    }

    /// The most probable first.
    public var categories: [Guess]
    public var isSure: Bool
    public var prices: Prices?
    public var duplicates: [ListingAnswer]
    public var hints: [String]

    private enum CodingKeys: String, CodingKey {
        case categories, prices, duplicates, hints
        case isSure = "is_sure"
    }

    init(_ suggestion: ListingSuggestion) {
        categories = suggestion.categories.map { Guess(category: $0.name, probability: $0.probability) }
        isSure = suggestion.isSure
        prices = suggestion.prices.map {
            Prices(currency: $0.currency, low: $0.low, median: $0.median, high: $0.high, count: $0.count)
        }
        duplicates = suggestion.duplicates.map { ListingAnswer($0) }
        hints = suggestion.hints.map(Self.name)
    }

    /// What the students' clients ask for.
    var brief: PredictedCategory {
        PredictedCategory(
            category: categories.first?.category, probability: categories.first?.probability, isSure: isSure)
    }

    private static func name(_ hint: ListingSuggestion.Hint) -> String {
        switch hint {
        case .noPhoto: "no_photo"
        case .shortTitle: "short_title"
        case .noDescription: "no_description"
        case .contactDetails: "contact_details"
        case .shouting: "shouting"
        }
    }

    static let schema = Schema.object(
        "Suggestion", nil,
        [
            .required(
                "categories",
                .array(
                    .object(
                        "Guess", nil,
                        [.required("category", .text()), .required("probability", .number(0...1))]),
                    0...100, "The most probable first; empty where the workspace has no listing model.")),
            .required("is_sure", .flag("False where the model abstains: ask the seller then.")),
            .optional(
                "prices",
                .object(
                    "PriceRange",
                    "What like things are offered for, in minor units: 10th, 50th, 90th percentile.",
                    [
                        .optional("currency", .text()), .required("low", .count()),
                        .required("median", .count()),
                        .required("high", .count()), .required("count", .count("Listings that are alike.")),
                    ])),
            .required(
                "duplicates",
                .array(ListingAnswer.schema, 0...100, "On sale already, perhaps the same thing.")),
            .required(
                "hints",
                .array(
                    .choice(ListingSuggestion.Hint.allCases.map(name)), 0...20,
                    "What would make the listing better.")),
        ])
    static let example: JSON = [
        "categories": [["category": "Home & Garden", "probability": 0.94]], "is_sure": true,
        "prices": ["currency": "GBP", "low": 1500, "median": 3500, "high": 8000, "count": 23],
        "duplicates": [], "hints": ["no_photo"],
    ]
}
