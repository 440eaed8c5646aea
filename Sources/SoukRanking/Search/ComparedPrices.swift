import SoukCatalog
import SoukSearch

extension ExchangeRates {
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

extension QueryNote {
    /// What a buyer should know where no listing has all of the words.
    static func relaxation(_ page: RetrievalPage) -> [QueryNote] {
        guard let match = page.match, page.total > 0, match.complete == 0 else { return [] }
        if match.terms.allSatisfy({ $0.listings == 0 }) { return [.nearInMeaning] }
        return [.relaxed(dropped: match.dropped)]
    }

    /// What a buyer should know where prices are compared, and some cannot be.
    static func pricesWithoutRate(_ page: RetrievalPage) -> [QueryNote] {
        let counts = page.pricesWithoutRate
        guard !counts.isEmpty else { return [] }
        return [.pricesWithoutRate(listings: counts.values.reduce(0, +), currencies: counts.keys.sorted())]
    }
}
