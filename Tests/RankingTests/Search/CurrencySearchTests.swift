import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import Testing

@testable import SoukRanking

/// Searches in a workspace of several currencies.
@Suite struct CurrencySearchTests {
    private let market: TinyMarket

    init() throws { market = try TinyMarket() }

    private func engine(rates: String? = nil) async throws -> SearchEngine {
        let prices = ["a": "£40", "b": "40.00 EUR", "c": "¥4500", "d": "100 CHF"]
        for (id, price) in prices {
            _ = try market.workspace.put(
                id, ListingDraft(title: "Reading lamp \(id)", price: price), cleaner: ListingCleaner())
        }
        if let rates { try Data(rates.utf8).write(to: market.workspace.ratesFile) }
        _ = try await WorkspaceIndexer(market.workspace).run(madeBy: "test")
        return try SearchEngine(market.workspace)
    }

    private static let table = #"{"base": "GBP", "rates": {"EUR": 1.25, "JPY": 200}}"#

    @Test func aBoundIsComparedByTheWorkspacesRates() async throws {
        let engine = try await engine(rates: Self.table)
        let answer = try await engine.search(SearchRequest("lamp under £35"))
        #expect(Set(answer.results.map(\.listing.id)) == ["b", "c"])
        #expect(answer.query?.notes == [.pricesWithoutRate(listings: 1, currencies: ["CHF"])])
        let euros = try await engine.search(
            SearchRequest("lamp", filter: SearchFilter(minimumPrice: 4_000, priceCurrency: "EUR")))
        #expect(Set(euros.results.map(\.listing.id)) == ["a", "b"])
        await #expect(throws: RankingError.self) {
            try await engine.search(
                SearchRequest("lamp", filter: SearchFilter(maximumPrice: 4_000, priceCurrency: "CHF")))
        }
    }

    @Test func theCheapestIsFoundAcrossCurrencies() async throws {
        let engine = try await engine(rates: Self.table)
        let answer = try await engine.search(SearchRequest("lamp", order: .cheapest))
        #expect(answer.results.map(\.listing.id) == ["c", "b", "a", "d"])
        #expect(answer.query?.notes == [.pricesWithoutRate(listings: 1, currencies: ["CHF"])])
        #expect(try await engine.search(SearchRequest("lamp")).query?.notes.isEmpty == true)
    }

    /// A refresh takes in rates that changed, though no listing did.
    @Test func aRefreshTakesInNewRates() async throws {
        let engine = try await engine(rates: Self.table)
        try Data(#"{"base": "GBP", "rates": {"EUR": 0.5, "JPY": 200, "CHF": 4}}"#.utf8)
            .write(to: market.workspace.ratesFile)
        #expect(try WorkspaceIndexer(market.workspace).refresh(engine.index) == IndexRefresh())
        let filter = SearchFilter(minimumPrice: 6_000)
        #expect(try engine.index.scan(filter, order: .id).listings.map(\.id) == ["b"])
        #expect(try engine.index.pricesWithoutRate().isEmpty)
    }

    @Test func signalsCompareAcrossCurrencies() throws {
        let rates = try ExchangeRates(base: .standard, rates: ["JPY": 200])
        func candidate(_ id: String, _ price: Int, _ currency: String) -> Candidate {
            Candidate(IndexedListing(id: id, title: "Lamp", price: price, currency: currency))
        }
        let candidates = (0..<5).map { candidate("\($0)", 2_000, "GBP") } + [candidate("yen", 4_000, "JPY")]
        let features = QuerySignals(now: 0, rates: rates).features(of: candidates)
        #expect(features[5][.price] == features[0][.price])
    }
}
