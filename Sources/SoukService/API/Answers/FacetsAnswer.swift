import SoukSearch

/// How many of the listings that meet the filter fall where.
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
    public var conditions: [Value]
    public var sellers: [Value]
    public var towns: [Value]
    public var withPhoto: Int
    public var withoutPhoto: Int

    init(_ counts: FacetCounts) {
        func values(_ facet: [FacetCounts.Value]) -> [Value] {
            facet.map { Value(value: $0.value, count: $0.count) }
        }
        total = counts.total
        categories = counts.categories.map { Category(path: $0.path, count: $0.count) }
        prices = counts.prices.map { PriceBucket(from: $0.from, below: $0.below, count: $0.count) }
        conditions = values(counts.conditions)
        sellers = values(counts.sellers)
        towns = values(counts.towns)
        withPhoto = counts.withPhoto
        withoutPhoto = counts.withoutPhoto
    }

    private static let values = Schema.array(
        .object("FacetValue", nil, [.optional("value", .text()), .required("count", .count())]))
    static let schema = Schema.object(
        "Facets", "How many of the listings that meet the filter fall where.",
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
            .required("conditions", values), .required("sellers", values), .required("towns", values),
            .required("with_photo", .count()), .required("without_photo", .count()),
        ])
}
