/// Which listings are the result set of a search: those that hold enough of its words, or are near enough by a
/// vector, under the filter. Total, facets, orders and pages are about that set.
///
/// A search without words and vectors finds all that match the filter.
public struct MatchRule: Sendable, Equatable, Codable {
    /// What the words demand; nil lets the engine weigh them, as ``WordMatch`` says. Later pages of a search give what
    /// its first page told, so that all are of one set.
    public var words: WordMatch?
    /// The part of the terms' weight that a listing must hold, 0 to 1, where another is wanted than ``WordMatch`` says:
    /// with 0 any wanted term is enough, as for a title whose like is looked for.
    public var share: Double?
    /// The least cosine by vector field. A listing at or above one of them is found.
    public var leastSimilarity: [VectorField: Float]
    /// How many of the nearest listings under the filter a vector query finds of a field without a least similarity.
    public var nearest: Int

    public init(
        words: WordMatch? = nil, share: Double? = nil, leastSimilarity: [VectorField: Float] = [:],
        nearest: Int = 200
    ) {
        self.words = words
        self.share = share
        self.leastSimilarity = leastSimilarity
        self.nearest = nearest
    }

    /// Whether a listing is found or not whatever the filter, so that a facet's count is the total of its choice.
    package func isIndependentOfFilter(_ vectors: [RetrievalRequest.VectorQuery]) -> Bool {
        vectors.allSatisfy { leastSimilarity[$0.field] != nil }
    }
}

/// What a listing must hold of a query's words to be found by them.
///
/// Each wanted term has a weight: its rarity among all listings. Where some listing holds every term, a listing is
/// found that holds most of their weight together: three quarters of two terms, less of more. Where none does, the
/// thing that is looked for (``WordQuery/head``) counts double, and a listing is found that holds most of what the
/// best listing holds.
/// Whether a listing matches does not depend on the filter, so that a choice among facets finds what was counted.
public struct WordMatch: Sendable, Equatable, Codable {
    public struct Term: Sendable, Equatable, Codable {
        public var text: String
        public var weight: Double
        /// How many listings of the result set hold it.
        public var listings: Int

        public init(text: String, weight: Double, listings: Int = 0) {
            (self.text, self.weight, self.listings) = (text, weight, listings)
        }
    }

    /// The wanted terms, in the query's order.
    public var terms: [Term]
    /// The least weight that a listing must hold.
    public var least: Double
    /// How many listings of the result set hold every term.
    public var complete: Int

    public init(terms: [Term], least: Double, complete: Int = 0) {
        (self.terms, self.least, self.complete) = (terms, least, complete)
    }

    /// The part of the weight that a listing must hold: three quarters of two terms, less of more.
    package static func share(of terms: Int) -> Double { min(0.75, 0.3 + 0.9 / Double(max(terms, 1))) }

    /// Sums of the same weights in other orders differ by less.
    package static let rounding = 1e-9

    /// Weighs wanted terms.
    ///
    /// - Parameters:
    ///   - head: the term for the thing that is looked for.
    ///   - rarities: of the terms, above 0.
    ///   - held: which of the terms each kind of listing holds, as bits from the lowest on; one for each kind there is.
    ///   - share: nil for the usual one.
    package init(
        _ wanted: [WordQuery.Term], head: String?, rarities: [Double], held: some Sequence<UInt32>,
        share: Double? = nil
    ) {
        let kinds = Array(held)
        let all = wanted.indices.reduce(UInt32(0)) { $0 | 1 << UInt32($1) }
        let isComplete = kinds.contains(all)
        terms = zip(wanted, rarities).map { term, rarity in
            let counts = !isComplete && term.text == head ? 2.0 : 1.0
            return Term(text: term.text, weight: term.weight * rarity * counts)
        }
        (least, complete) = (0, 0)
        least = (share ?? Self.share(of: wanted.count)) * (kinds.map { weight(of: $0) }.max() ?? 0)
    }

    /// The same where a listing is found that holds the term for the thing alone; nil for a single term.
    package func demanding(_ head: String?) -> WordMatch? {
        guard complete > 0, terms.count > 1, let place = terms.firstIndex(where: { $0.text == head }) else {
            return nil
        }
        var wider = self
        wider.least = terms.reduce(0) { $0 + $1.weight }
        wider.terms[place].weight = wider.least
        return wider
    }

    /// What a listing that holds these terms holds together.
    package func weight(of held: UInt32) -> Double {
        terms.indices.reduce(0) { held & (1 << UInt32($1)) != 0 ? $0 + terms[$1].weight : $0 }
    }

    /// Whether a listing that holds these terms is found.
    package func finds(_ held: UInt32) -> Bool {
        held != 0 && weight(of: held) >= least - Self.rounding
    }

    /// Notes how many listings of the result set hold which terms.
    package mutating func count(_ kinds: some Sequence<(held: UInt32, listings: Int)>) {
        for place in terms.indices { terms[place].listings = 0 }
        complete = 0
        let all = terms.indices.reduce(UInt32(0)) { $0 | 1 << UInt32($1) }
        for kind in kinds {
            for place in terms.indices where kind.held & (1 << UInt32(place)) != 0 {
                terms[place].listings += kind.listings
            }
            if kind.held == all { complete += kind.listings }
        }
    }

    /// The terms that no listing of the result set holds; empty while some listing holds all.
    public var dropped: [String] { complete > 0 ? [] : terms.filter { $0.listings == 0 }.map(\.text) }
}
