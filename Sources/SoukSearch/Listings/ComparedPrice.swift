package import SoukCatalog

extension ExchangeRates {
    /// A listing's price in minor units of the marketplace's currency; nil where there is none, or no rate for it.
    package func price(of listing: IndexedListing) -> Int? {
        listing.price.flatMap { inBase($0, listing.currency) }
    }
}
