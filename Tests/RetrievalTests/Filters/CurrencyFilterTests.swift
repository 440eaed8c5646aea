import SoukCatalog
import SoukSearch
import Testing

@testable import SoukEmbeddedSearch

/// Bounds, orders and facets over prices of several currencies.
struct CurrencyFilterTests {
    private let folder: TemporaryFolder
    private let index: ListingIndex

    /// In pounds: 40, 45, 32 (40 euros), 22.50 (4,500 yen), 100, and two that cannot be compared.
    init() throws {
        folder = try TemporaryFolder()
        index = try ListingIndex.create(at: folder.url, model: .none)
        try index.upsert([
            listing("pound", 4_000, "GBP"), listing("unknown", 4_500, nil), listing("euro", 4_000, "EUR"),
            listing("yen", 4_500, "JPY"), listing("dear", 10_000, "GBP"), listing("franc", 100, "CHF"),
            listing("krona", 90_000, "SEK"), listing("none", nil, nil),
        ])
    }

    private func listing(_ id: String, _ price: Int?, _ currency: String?) -> IndexedListing {
        IndexedListing(id: id, title: "Lamp", price: price, currency: currency)
    }

    private func useRates() throws {
        try index.use(ExchangeRates(base: .standard, rates: ["EUR": 1.25, "JPY": 200]))
    }

    private func ids(_ filter: SearchFilter = SearchFilter(), _ order: ScanOrder = .id) throws -> [String] {
        try index.scan(filter, order: order, limit: 100).listings.map(\.id)
    }

    private func withoutRate() throws -> [String: Int] {
        try index.search(RetrievalRequest(countsPricesWithoutRate: true)).pricesWithoutRate
    }

    @Test func boundsKnowCurrencies() throws {
        #expect(try ids(SearchFilter(maximumPrice: 4_500)) == ["pound", "unknown"])
        try useRates()
        #expect(try ids(SearchFilter(maximumPrice: 4_000)) == ["euro", "pound", "yen"])
        #expect(try ids(SearchFilter(minimumPrice: 3_500)) == ["dear", "pound", "unknown"])
        #expect(try ids(SearchFilter(maximumPrice: 4_000, priceCurrency: "EUR")) == ["euro", "yen"])
        #expect(try ids(SearchFilter(minimumPrice: 9_000, priceCurrency: "JPY")) == ["dear", "unknown"])
        #expect(try ids(SearchFilter(minimumPrice: 0, priceCurrency: "CHF")).isEmpty)
        #expect(try index.search(RetrievalRequest(filter: SearchFilter(maximumPrice: 4_000))).total == 3)
    }

    @Test func ordersKnowCurrencies() throws {
        try useRates()
        let last = ["franc", "krona", "none"]
        #expect(try ids(SearchFilter(), .cheapest) == ["yen", "euro", "pound", "unknown", "dear"] + last)
        #expect(try ids(SearchFilter(), .dearest) == ["dear", "unknown", "pound", "euro", "yen"] + last)
        #expect(try withoutRate() == ["CHF": 1, "SEK": 1])
    }

    @Test func facetsKnowCurrencies() throws {
        try useRates()
        let facets = try index.facets(SearchFilter(), FacetRequest(priceBounds: [2_500, 4_200]))
        #expect(facets.prices.map(\.count) == [1, 2, 2, 3])
    }

    /// Other rates count for what is there and what comes later, and outlive the program.
    @Test func ratesMayChange() throws {
        try useRates()
        try index.use(ExchangeRates(base: .standard, rates: ["EUR": 0.5, "CHF": 1]))
        #expect(try ids(SearchFilter(minimumPrice: 8_000)) == ["dear", "euro"])
        #expect(try withoutRate() == ["JPY": 1, "SEK": 1])
        try index.upsert([listing("new", 5_000, "EUR")])
        let opened = try ListingIndex.open(folder.url)
        #expect(try opened.rates.rates == ["EUR": 0.5, "CHF": 1])
        #expect(
            try opened.scan(SearchFilter(minimumPrice: 10_000), order: .id).listings.map(\.id) == [
                "dear", "new",
            ])
        let yen = try #require(Currency(code: "JPY"))
        try index.use(ExchangeRates(base: yen, rates: ["GBP": 0.005]))
        #expect(try ids(SearchFilter(maximumPrice: 8_000)) == ["pound", "unknown", "yen"])
    }
}
