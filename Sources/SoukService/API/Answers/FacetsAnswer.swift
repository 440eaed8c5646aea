public import SoukCatalog
import SoukSearch

/// How many of the listings that a search finds fall where.
public struct FacetsAnswer: Sendable, Encodable {
    public struct Category: Sendable, Encodable {
        public var path: [String]
        public var count: Int
    }

    public struct Value: Sendable, Encodable {
        /// Absent for listings that have none.
        public var value: String?
        public var count: Int
    }

    /// `from..<below`, in minor units; neither: listings without a price.
    public struct PriceBucket: Sendable, Encodable {
        public var from: Int?
        public var below: Int?
        public var count: Int
    }

    public var total: Int
    public var categories: [Category]
    public var prices: [PriceBucket]
    public var attributes: [ListingAttribute: [Value]]
    public var towns: [Value]
    public var withPhoto: Int
    public var withoutPhoto: Int

    /// How many values of a facet are named unless all are asked for.
    private static let mostValues = 10

    /// - Parameters:
    ///   - chosen: the categories of the filter.
    ///   - isWhole: names every category and value; else the top levels, the levels around those that are chosen, and
    ///     the most frequent values.
    init(_ counts: FacetCounts, chosen: [[String]], isWhole: Bool) {
        func values(_ facet: [FacetCounts.Value]) -> [Value] {
            let named = facet.filter { $0.value != nil }.prefix(isWhole ? .max : Self.mostValues)
            return (named + facet.filter { $0.value == nil }).map { Value(value: $0.value, count: $0.count) }
        }
        func isShown(_ path: [String]) -> Bool {
            isWhole || path.count == 1
                || chosen.contains { one in
                    one.starts(with: path) || path.dropLast() == one[...]
                        || path.dropLast() == one.dropLast()
                }
        }
        total = counts.total
        categories = counts.categories.filter { isShown($0.path) }.map {
            Category(path: $0.path, count: $0.count)
        }
        prices = counts.prices.map { PriceBucket(from: $0.from, below: $0.below, count: $0.count) }
        attributes = counts.attributes.mapValues(values)
        towns = values(counts.towns)
        withPhoto = counts.withPhoto
        withoutPhoto = counts.withoutPhoto
    }

    private enum CodingKeys: String, CodingKey {
        case total, categories, prices, towns
        case withPhoto = "with_photo"
        case withoutPhoto = "without_photo"
    }

    /// The facets of attributes stand beside the others.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(total, forKey: .total)
        try members.encode(categories, forKey: .categories)
        try members.encode(prices, forKey: .prices)
        try members.encode(towns, forKey: .towns)
        try members.encode(withPhoto, forKey: .withPhoto)
        try members.encode(withoutPhoto, forKey: .withoutPhoto)
        var named = encoder.container(keyedBy: AnswerKey.self)
        for (attribute, values) in attributes {
            try named.encode(values, forKey: AnswerKey(attribute.description.plural))
        }
    }

    private static let values = Schema.array(
        .object("FacetValue", nil, [.optional("value", .text()), .required("count", .count())]))
    static let schema = Schema.object(
        "Facets",
        """
        How many of the listings that the search finds fall where, each facet without the filter's own condition on \
        it: a count is the total of a search with that choice.
        """,
        [
            .required("total", .count()),
            .required(
                "categories",
                .array(
                    .object(
                        "FacetCategory", nil,
                        [.required("path", .array(.text(), 1...100)), .required("count", .count())]))),
            .required(
                "prices",
                .array(
                    .object(
                        "FacetPrices", "From, included, to below, excluded; neither: without a price.",
                        [
                            .optional("from", .count()), .optional("below", .count()),
                            .required("count", .count()),
                        ]))),
            .required("towns", values),
            .required("with_photo", .count()), .required("without_photo", .count()),
        ] + ListingAttribute.allCases.map { .required($0.description.plural, values) })
}
