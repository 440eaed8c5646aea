/// What the words of a title say about a query: measured by title and query alone and by how rare terms are,
/// each from 0 to 1, so that it means the same in a shop of another size.
public struct TitleEvidence: Sendable {
    private let query: QueryTerms
    private let statistics: TermStatistics
    private let best: Double
    private var matcher: TermMatcher

    public init(query: String, statistics: TermStatistics) {
        self.query = QueryTerms(query)
        self.statistics = statistics
        matcher = TermMatcher(self.query.terms)
        best = self.query.terms.reduce(0) { $0 + statistics.weight($1.text) }
    }

    /// Adds what is known; signals that the query gives no ground for stay absent.
    public mutating func add(title: [Term], to features: inout FusionFeatures) {
        guard !query.terms.isEmpty, !title.isEmpty else { return }
        let (strengths, letters) = matcher.match(title)
        let met = zip(query.terms, strengths)
        features[.terms] = strengths.reduce(0, +) / Double(strengths.count)
        features[.rareTerms] = met.reduce(0) { $0 + statistics.weight($1.0.text) * $1.1 } / best
        features[.missingTerm] = missing(strengths)
        features[.head] = headMatch(title)
        let places = title.indices.filter { query.texts.contains(title[$0].text) }
        features[.opening] = 1 - Double(places.first ?? title.count) / Double(title.count)
        features[.closeness] = closeness(places)
        features[.brand] = query.texts.contains(title[0].text) ? 1 : 0
        features[.letters] = letters
        features[.focus] = focus(title)
        features[.measures] = query.measures.isEmpty ? nil : query.measures.agreement(with: Measures(title))
    }

    /// BM25 with k1 1.2 over the most that a text can reach for this query: 0 to 1.
    public func share(ofBest score: Double) -> Double { best > 0 ? score / (best * 2.2) : 0 }

    /// The weight of the heaviest term that the title lacks, over the mean weight of a term.
    private func missing(_ strengths: [Double]) -> Double {
        let lacking = zip(query.terms, strengths).filter { $0.1 < 0.5 }.map { statistics.weight($0.0.text) }
        return (lacking.max() ?? 0) / best * Double(query.terms.count)
    }

    /// 1 where the thing that the title names is the thing that the query names.
    private func headMatch(_ title: [Term]) -> Double? {
        guard let head = query.head else { return nil }
        return QueryTerms.head(title) == head ? 1 : 0
    }

    /// How densely the query's terms stand in the title; 0 for fewer than two.
    private func closeness(_ places: [Int]) -> Double {
        guard let first = places.first, let last = places.last, places.count > 1 else { return 0 }
        return Double(places.count) / Double(last - first + 1)
    }

    /// The share of the title, by weight, that the query asked for.
    private func focus(_ title: [Term]) -> Double {
        let all = title.reduce(0) { $0 + statistics.weight($1.text) }
        return title.reduce(0) { query.texts.contains($1.text) ? $0 + statistics.weight($1.text) : $0 } / all
    }
}

extension FusionFeature {
    /// Mean strength with which a title holds the query's terms, slips of the keyboard forgiven: 0 to 1.
    public static let terms = FusionFeature(rawValue: "terms")
    /// The same, rare terms weighing more: 0 to 1.
    public static let rareTerms = FusionFeature(rawValue: "rare terms")
    /// How much the heaviest term says that a title lacks: from 0, about 1 for a term of mean weight.
    public static let missingTerm = FusionFeature(rawValue: "missing term")
    /// Whether the title names the thing that the query names: 0 or 1.
    public static let head = FusionFeature(rawValue: "head")
    /// How early in the title the first of the query's terms stands: 1 at its beginning, 0 for none.
    public static let opening = FusionFeature(rawValue: "opening")
    /// How densely the query's terms stand together in the title: 0 to 1.
    public static let closeness = FusionFeature(rawValue: "closeness")
    /// Whether the title's first word is in the query: 0 or 1.
    public static let brand = FusionFeature(rawValue: "brand")
    /// Share of the query's letter trigrams that the title holds: 0 to 1.
    public static let letters = FusionFeature(rawValue: "letters")
    /// Share of the title, by weight, that the query asked for: 0 to 1.
    public static let focus = FusionFeature(rawValue: "focus")
    /// Share of the query's numbers with unit that the title has, less those that it has otherwise: -1 to 1.
    public static let measures = FusionFeature(rawValue: "measures")

    /// BM25 over the most that a text can reach for the query, see ``TitleEvidence/share(ofBest:)``: 0 to 1.
    public static let titleWords = FusionFeature(rawValue: "title words")

    /// What ``TitleEvidence`` adds.
    public static let titleEvidence: [FusionFeature] = [
        terms, rareTerms, missingTerm, head, opening, closeness, brand, letters, focus, measures,
    ]
}
