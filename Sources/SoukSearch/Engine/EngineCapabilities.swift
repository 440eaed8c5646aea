public import SoukCatalog

/// What an engine can do. The ranking works with what is there, and says in its answers what is missing.
public struct EngineCapabilities: Sendable, Codable, Equatable {
    public var model: IndexModel
    public var orders: [ScanOrder]
    /// Whether it knows where in a text words stand, and so whether they are neighbours.
    public var hasPositions: Bool
    /// Whether totals and facets are counted, not estimated.
    public var hasExactCounts: Bool
    /// Whether the nearest vectors are the nearest, always.
    public var hasExactVectors: Bool
    /// Whether slips of the keyboard find what was meant.
    public var correctsSlips: Bool
    /// The most hits or listings of one page.
    public var largestLimit: Int

    public init(
        model: IndexModel, orders: [ScanOrder] = ScanOrder.allCases, hasPositions: Bool = true,
        hasExactCounts: Bool = true, hasExactVectors: Bool = true, correctsSlips: Bool = true,
        largestLimit: Int = 100_000
    ) {
        self.model = model
        self.orders = orders
        self.hasPositions = hasPositions
        self.hasExactCounts = hasExactCounts
        self.hasExactVectors = hasExactVectors
        self.correctsSlips = correctsSlips
        self.largestLimit = largestLimit
    }
}

/// How an engine is doing.
public struct EngineState: Sendable, Codable, Equatable {
    public var listings: Int
    /// In bytes; nil where nobody knows.
    public var size: Int?
    /// How old what a search sees may be, in seconds: 0 where writes are visible when they return.
    public var lag: Double
    /// Grows with every write: what was computed from an earlier version is out of date.
    public var version: Int
    /// The marketplace's currency, and the rates by which prices of other currencies are compared.
    public var rates: ExchangeRates
    /// What is damaged, and what to do: searches go on, by what is in memory, and a restart would not.
    public var faults: [String]

    public init(
        listings: Int, size: Int? = nil, lag: Double = 0, version: Int, rates: ExchangeRates = .standard,
        faults: [String] = []
    ) {
        self.listings = listings
        self.size = size
        self.lag = lag
        self.version = version
        self.rates = rates
        self.faults = faults
    }
}
