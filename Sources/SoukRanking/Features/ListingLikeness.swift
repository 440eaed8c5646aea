import SoukCatalog
import SoukSearch

/// The features that say how like one listing is to another.
struct ListingLikeness {
    let listing: IndexedListing
    let bestWords: Double?
    let now: Int
    let rates: ExchangeRates

    init(to listing: IndexedListing, bestWords: Double?, now: Int, rates: ExchangeRates) {
        self.listing = listing
        self.bestWords = bestWords
        self.now = now
        self.rates = rates
    }

    func values(of candidate: Candidate) -> FeatureValues {
        var values = FeatureValues()
        if let bestWords, bestWords > 0 { values[.bm25] = max(0, candidate.words ?? 0) / bestWords }
        values.add(candidate.similarities)
        values[.category] = Self.sharedPath(listing.categoryPath, candidate.listing.categoryPath)
        values[.price] = Self.priceLikeness(
            rates.price(of: listing), rates.price(of: candidate.listing))
        values.addAge(of: candidate.listing, now: now)
        return values
    }

    /// Levels in common, by the deeper path's length; nil when either is unknown.
    static func sharedPath(_ one: [String], _ other: [String]) -> Double? {
        guard !one.isEmpty, !other.isEmpty else { return nil }
        let shared = zip(one, other).prefix { $0 == $1 }.count
        return Double(shared) / Double(max(one.count, other.count))
    }

    /// 1 for equal prices, 0.5 where one is twice the other.
    static func priceLikeness(_ one: Int?, _ other: Int?) -> Double? {
        guard let one, let other, one > 0, other > 0 else { return nil }
        return Double(min(one, other)) / Double(max(one, other))
    }
}
