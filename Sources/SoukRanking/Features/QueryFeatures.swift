import Foundation
public import SoukCatalog
public import SoukSearch

/// What is known about a query once it is understood and encoded, and the features of its candidates.
///
/// The one place where a search's features are computed: for results, explanations, learning, judging and replay.
public struct QueryFeatures: Sendable {
    /// The terms to be covered, in small letters, each with its weight.
    public var terms: [String: Double]
    /// Terms that count against a listing, each with its weight above 0.
    public var unwanted: [String: Double]
    /// Probability of each top-level category under the query; empty when nobody asked a classifier.
    public var categories: [String: Double]
    public var near: SearchFilter.Circle?
    /// In minor units: about what it should cost; nil where the buyer named no price.
    public var askedPrice: Int?
    /// Seconds since 1970.
    public var now: Int
    /// By which prices of different currencies are compared.
    public var rates: ExchangeRates

    public init(
        terms: [String: Double] = [:], unwanted: [String: Double] = [:], categories: [String: Double] = [:],
        near: SearchFilter.Circle? = nil, askedPrice: Int? = nil, now: Int, rates: ExchangeRates = .standard
    ) {
        self.terms = terms
        self.unwanted = unwanted
        self.categories = categories
        self.near = near
        self.askedPrice = askedPrice
        self.now = now
        self.rates = rates
    }

    /// The features of all candidates, in their order. Some depend on what the search found; candidates that it did
    /// not find change nothing for the others.
    public func values(of candidates: [Candidate]) -> [FeatureValues] {
        let found = candidates.indices.filter { candidates[$0].isFound }
        let bestWords = found.lazy.compactMap { candidates[$0].words }.max() ?? 0
        let usual = usualPrice(found.compactMap { rates.price(of: candidates[$0].listing) })
        return candidates.map { candidate in
            var values = FeatureValues()
            if !terms.isEmpty {
                values[.bm25] = bestWords > 0 ? max(0, candidate.words ?? 0) / bestWords : 0
                values[.coverage] = candidate.coverage ?? 0
                values[.adjacency] = candidate.adjacency
            }
            if let title = candidate.title { Self.add(title, to: &values) }
            values.add(candidate.similarities)
            values[.category] = categoryAgreement(candidate.listing)
            values[.price] = Self.priceFit(rates.price(of: candidate.listing), usual: usual)
            if let askedPrice {
                values[.askedPrice] = Self.priceFit(
                    rates.price(of: candidate.listing), usual: log(Double(max(1, askedPrice))))
            }
            values.addDistance(of: candidate.listing, from: near)
            values.addAge(of: candidate.listing, now: now)
            if !unwanted.isEmpty { values[.unwanted] = unwantedShare(candidate.listing) }
            return values
        }
    }

    private static func add(_ title: TitleEvidence, to values: inout FeatureValues) {
        values[.titleCoverage] = title.coverage
        values[.titleStrength] = title.strength
        values[.missingTerm] = title.missing
        values[.sameHead] = title.hasSameHead.map { $0 ? 1 : 0 }
        values[.opening] = title.opening
        values[.density] = title.density
        values[.firstWord] = title.startsWithTerm ? 1 : 0
        values[.letters] = title.letters
        values[.focus] = title.focus
        values[.measures] = title.measures
    }

    private func categoryAgreement(_ listing: IndexedListing) -> Double? {
        guard !categories.isEmpty, let top = listing.categoryPath.first else { return nil }
        return categories[top] ?? 0
    }

    private func unwantedShare(_ listing: IndexedListing) -> Double {
        let words = Set(PlainWords.of(listing.title + " " + listing.description))
        let total = unwanted.values.reduce(0, +)
        return unwanted.reduce(0) { $0 + (words.contains($1.key) ? $1.value : 0) } / total
    }

    // MARK: Price

    private static let fewest = 5

    /// The median of what the candidates ask, as a logarithm; nil where too few ask anything.
    private func usualPrice(_ asked: [Int]) -> Double? {
        let prices = asked.filter { $0 > 0 }.sorted()
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
