import SoukCatalog
import Foundation
import SoukSearch

/// What is known about a query once it is understood and encoded: the other half of every signal.
public struct QuerySignals: Sendable {
    /// The terms to be covered, in small letters, each with its weight.
    public var terms: [String: Double]
    /// Terms that count against a listing, each with its weight above 0.
    public var unwanted: [String: Double]
    /// Probability of each top-level category under the query; empty when nobody asked a classifier.
    public var categories: [String: Double]
    public var near: SearchFilter.Circle?
    /// Seconds since 1970.
    public var now: Int
    /// By which prices of different currencies are compared.
    public var rates: ExchangeRates

    public init(
        terms: [String: Double] = [:], unwanted: [String: Double] = [:], categories: [String: Double] = [:],
        near: SearchFilter.Circle? = nil, now: Int, rates: ExchangeRates = .standard
    ) {
        self.terms = terms
        self.unwanted = unwanted
        self.categories = categories
        self.near = near
        self.now = now
        self.rates = rates
    }

    /// The signals of all candidates; some depend on what the others offer.
    public func features(of candidates: [Candidate]) -> [FusionFeatures] {
        let bestWords = candidates.compactMap(\.words).max() ?? 0
        let usual = usualPrice(candidates)
        return candidates.map { candidate in
            var features = FusionFeatures()
            if !terms.isEmpty {
                features[.words] = bestWords > 0 ? max(0, candidate.words ?? 0) / bestWords : 0
                features[.coverage] = candidate.coverage ?? coverage(candidate) { _ in true }
                features[.titleCoverage] = coverage(candidate) { $0.field == .title }
                features[.adjacency] = candidate.adjacency
            }
            features[.textVector] = candidate.similarities[.text]
            features[.photoVector] = candidate.similarities[.photo]
            features[.fusedVector] = candidate.similarities[.fused]
            features[.category] = categoryAgreement(candidate.listing)
            features[.price] = Self.priceFit(rates.price(of: candidate.listing), usual: usual)
            features[.distance] = distance(candidate.listing)
            features[.age] = candidate.listing.postedAt.map { max(0, Double(now - $0) / 86_400) }
            if !unwanted.isEmpty { features[.unwanted] = unwantedShare(candidate.listing) }
            return features
        }
    }

    private func coverage(_ candidate: Candidate, where counts: (MatchedWord) -> Bool) -> Double {
        let met = Set(candidate.matches.filter(counts).map { $0.term.lowercased() })
        let total = terms.values.reduce(0, +)
        guard total > 0 else { return 0 }
        return terms.reduce(0) { $0 + (met.contains($1.key) ? $1.value : 0) } / total
    }

    private func categoryAgreement(_ listing: IndexedListing) -> Double? {
        guard !categories.isEmpty, let top = listing.categoryPath.first else { return nil }
        return categories[top] ?? 0
    }

    private func distance(_ listing: IndexedListing) -> Double? {
        guard let near, let latitude = listing.latitude, let longitude = listing.longitude else { return nil }
        return GreatCircle.kilometres(
            latitude: near.latitude, longitude: near.longitude, toLatitude: latitude, toLongitude: longitude)
    }

    private func unwantedShare(_ listing: IndexedListing) -> Double {
        let words = Set(PlainWords.of(listing.title + " " + listing.description))
        let total = unwanted.values.reduce(0, +)
        return unwanted.reduce(0) { $0 + (words.contains($1.key) ? $1.value : 0) } / total
    }

    // MARK: Price

    private static let fewest = 5

    /// The median of what the candidates ask, as a logarithm; nil where too few ask anything.
    private func usualPrice(_ candidates: [Candidate]) -> Double? {
        let prices = candidates.compactMap { rates.price(of: $0.listing) }.filter { $0 > 0 }.sorted()
        guard prices.count >= Self.fewest else { return nil }
        return log(Double(prices[prices.count / 2]))
    }

    /// 1 at the usual price, 0.5 at twice or half of it; 0 for what is free, which is rarely what it seems.
    private static func priceFit(_ price: Int?, usual: Double?) -> Double? {
        guard let usual, let price else { return nil }
        guard price > 0 else { return 0 }
        return exp2(-abs(log(Double(price)) - usual) / log(2))
    }
}
