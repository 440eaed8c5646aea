import SoukCatalog
import SoukEmbeddedSearch

extension ExchangeRates {
    /// A listing's price in minor units of the marketplace's currency; nil where there is none, or no rate for it.
    func price(of listing: IndexedListing) -> Int? { listing.price.flatMap { inBase($0, listing.currency) } }

    /// A bound on the price in the marketplace's currency.
    func bound(_ minorUnits: Int?, _ currency: String?) throws(RankingError) -> Int? {
        guard let minorUnits else { return nil }
        guard let bound = inBase(minorUnits, currency) else {
            throw .request(
                reason: "there is no exchange rate from \(currency?.prefix(20) ?? "") to \(base.code)",
                remedy: "Give the price in \(base.code).")
        }
        return bound
    }
}

extension SearchEngine {
    /// What a buyer should know where prices are compared, and some cannot be.
    func priceNotes(_ filter: SearchFilter, _ order: ScanOrder?) throws -> [QueryNote] {
        let isBound = filter.minimumPrice != nil || filter.maximumPrice != nil
        guard isBound || order == .cheapest || order == .dearest else { return [] }
        let counts = try index.pricesWithoutRate()
        guard !counts.isEmpty else { return [] }
        return [.pricesWithoutRate(listings: counts.values.reduce(0, +), currencies: counts.keys.sorted())]
    }
}
