public import SoukCatalog

/// How to count facets.
public struct FacetRequest: Sendable, Equatable {
    /// Ascending bounds between price buckets, in minor units of the marketplace's currency.
    public var priceBounds: [Int]
    /// How many towns and values of each attribute to name, the most frequent first.
    public var limit: Int

    public init(
        priceBounds: [Int] = [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000], limit: Int = 50
    ) {
        self.priceBounds = priceBounds
        self.limit = limit
    }
}

/// Exact numbers of the listings that match a filter.
///
/// Each facet is counted without the filter's condition on that facet itself, so that a count says what choosing the
/// value finds, whatever is chosen now ("Sofas 12, Tables 7" while sofas are chosen).
public struct FacetCounts: Sendable, Codable, Equatable {
    public var total: Int
    /// Every level: a listing counts for its path and for all above it. Most frequent first.
    public var categories: [Category]
    public var prices: [PriceBucket]
    /// Every attribute; a value as most of its listings spell it.
    public var attributes: [ListingAttribute: [Value]]
    public var towns: [Value]
    public var withPhoto: Int
    public var withoutPhoto: Int

    public init(
        total: Int, categories: [Category], prices: [PriceBucket], attributes: [ListingAttribute: [Value]],
        towns: [Value], withPhoto: Int, withoutPhoto: Int
    ) {
        self.total = total
        self.categories = categories
        self.prices = prices
        self.attributes = attributes
        self.towns = towns
        self.withPhoto = withPhoto
        self.withoutPhoto = withoutPhoto
    }

    public struct Category: Sendable, Codable, Equatable {
        public var path: [String]
        public var count: Int

        public init(path: [String], count: Int) {
            self.path = path
            self.count = count
        }
    }

    public struct Value: Sendable, Codable, Equatable {
        /// nil for listings that have none.
        public var value: String?
        public var count: Int

        public init(value: String?, count: Int) {
            self.value = value
            self.count = count
        }
    }

    /// Prices of `from..<below`; a bucket without `from` counts listings without a price that can
    /// be compared.
    public struct PriceBucket: Sendable, Codable, Equatable {
        public var from: Int?
        public var below: Int?
        public var count: Int

        public init(from: Int?, below: Int?, count: Int) {
            self.from = from
            self.below = below
            self.count = count
        }
    }
}

extension ListingAttribute {
    /// Counts by spelling become counts by value: each under its commonest spelling, the most frequent first and those
    /// without a value last.
    package func facet(_ spellings: [FacetCounts.Value], limit: Int) -> [FacetCounts.Value] {
        facet(spellings, limit: limit, key: key)
    }

    /// - Parameter key: what ``key(_:)`` says of a spelling, where it is known already.
    package func facet(
        _ spellings: [FacetCounts.Value], limit: Int, key: (String) -> String
    ) -> [FacetCounts.Value] {
        var byKey: [String?: [FacetCounts.Value]] = [:]
        for spelling in spellings { byKey[spelling.value.map(key), default: []].append(spelling) }
        let values = byKey.values.compactMap { spellings -> FacetCounts.Value? in
            spellings.min { ($1.count, $0.value ?? "") < ($0.count, $1.value ?? "") }.map {
                FacetCounts.Value(value: $0.value, count: spellings.reduce(0) { $0 + $1.count })
            }
        }.sorted { ($1.count, $0.value ?? "") < ($0.count, $1.value ?? "") }
        return values.filter { $0.value != nil }.prefix(limit) + values.filter { $0.value == nil }
    }
}
