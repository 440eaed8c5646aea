import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukSearch
import SoukTestSupport
import Testing

@testable import SoukRanking

/// Searches in a workspace of several currencies.
@Suite struct CurrencySearchTests {
    private let market: TinyMarket

    init() throws { market = try TinyMarket() }

    private func pipeline(rates: String? = nil) async throws -> SearchPipeline {
        let prices = ["a": "£40", "b": "40.00 EUR", "c": "¥4500", "d": "100 CHF"]
        for (id, price) in prices {
            _ = try market.workspace.put(
                id, ListingDraft(title: "Reading lamp \(id)", price: price), cleaner: ListingCleaner())
        }
        if let rates { try Data(rates.utf8).write(to: market.workspace.ratesFile) }
        _ = try await WorkspaceIndexer(market.workspace, into: market.workspace.search).run(madeBy: "test")
        return try await SearchPipeline.serving(market.workspace.search, synonyms: .none)
    }

    private static let table = #"{"base": "GBP", "rates": {"EUR": 1.25, "JPY": 200}}"#

    @Test func aBoundIsComparedByTheWorkspacesRates() async throws {
        let pipeline = try await pipeline(rates: Self.table)
        let answer = try await pipeline.search(SearchRequest("lamp under £35"))
        #expect(Set(answer.results.map(\.listing.id)) == ["b", "c"])
        #expect(answer.query?.notes == [.pricesWithoutRate(listings: 1, currencies: ["CHF"])])
        let euros = try await pipeline.search(
            SearchRequest("lamp", filter: SearchFilter(minimumPrice: 4_000, priceCurrency: "EUR")))
        #expect(Set(euros.results.map(\.listing.id)) == ["a", "b"])
        await #expect(throws: RankingError.self) {
            try await pipeline.search(
                SearchRequest("lamp", filter: SearchFilter(maximumPrice: 4_000, priceCurrency: "CHF")))
        }
    }

    @Test func theCheapestIsFoundAcrossCurrencies() async throws {
        let pipeline = try await pipeline(rates: Self.table)
        let answer = try await pipeline.search(SearchRequest("lamp", order: .cheapest))
        #expect(answer.results.map(\.listing.id) == ["c", "b", "a", "d"])
        #expect(answer.query?.notes == [.pricesWithoutRate(listings: 1, currencies: ["CHF"])])
        #expect(try await pipeline.search(SearchRequest("lamp")).query?.notes.isEmpty == true)
    }

    /// A refresh takes in rates that changed, though no listing did.
    @Test func aRefreshTakesInNewRates() async throws {
        let pipeline = try await pipeline(rates: Self.table)
        try Data(#"{"base": "GBP", "rates": {"EUR": 0.5, "JPY": 200, "CHF": 4}}"#.utf8)
            .write(to: market.workspace.ratesFile)
        let indexer = WorkspaceIndexer(market.workspace, into: market.workspace.search)
        #expect(try await indexer.refresh(pipeline.engine) == IndexRefresh())
        let page = try await pipeline.engine.search(
            RetrievalRequest(
                filter: SearchFilter(minimumPrice: 6_000), order: .id, countsPricesWithoutRate: true))
        #expect(page.hits.map(\.id) == ["b"])
        #expect(page.pricesWithoutRate.isEmpty)
    }

    @Test func signalsCompareAcrossCurrencies() throws {
        let rates = try ExchangeRates(base: .standard, rates: ["JPY": 200])
        func candidate(_ id: String, _ price: Int, _ currency: String) -> Candidate {
            Candidate(IndexedListing(id: id, title: "Lamp", price: price, currency: currency))
        }
        let candidates = (0..<5).map { candidate("\($0)", 2_000, "GBP") } + [candidate("yen", 4_000, "JPY")]
        let features = QueryFeatures(now: 0, rates: rates).values(of: candidates)
        #expect(features[5][.price] == features[0][.price])
    }
}
