/// Which facets to count, and how.
public struct FacetRequest: Sendable, Equatable {
    /// A facet is counted without the filter's condition on that facet itself, so that the other choices
    /// keep their counts ("Sofas 12, Tables 7" while sofas are chosen).
    public var ignoresOwnCondition: Bool
    /// Ascending bounds between price buckets, in minor units of the marketplace's currency.
    public var priceBounds: [Int]
    /// How many towns and sellers to name, the most frequent first.
    public var limit: Int

    public init(
        ignoresOwnCondition: Bool = false,
        priceBounds: [Int] = [1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000], limit: Int = 50
    ) {
        self.ignoresOwnCondition = ignoresOwnCondition
        self.priceBounds = priceBounds
        self.limit = limit
    }
}

/// Exact numbers of the listings that match a filter.
public struct FacetCounts: Sendable, Codable, Equatable {
    public var total: Int
    /// Every level: a listing counts for its path and for all above it. Most frequent first.
    public var categories: [Category]
    public var prices: [PriceBucket]
    public var conditions: [Value]
    public var sellers: [Value]
    public var towns: [Value]
    public var withPhoto: Int
    public var withoutPhoto: Int

    public init(
        total: Int, categories: [Category], prices: [PriceBucket], conditions: [Value], sellers: [Value],
        towns: [Value], withPhoto: Int, withoutPhoto: Int
    ) {
        self.total = total
        self.categories = categories
        self.prices = prices
        self.conditions = conditions
        self.sellers = sellers
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
