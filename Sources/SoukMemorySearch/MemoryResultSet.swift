import SoukCatalog
import SoukSearch

/// The result set of a search, by its definition.
struct MemoryResultSet {
    private let listings: [IndexedListing]
    private let rates: ExchangeRates
    private let looksForSomething: Bool
    private let query: WordQuery?
    private var rule: WordMatch?
    private let held: [ListingID: UInt32]
    /// What words or vectors find, whatever the filter.
    private var found: Set<ListingID> = []

    init(
        _ request: RetrievalRequest, _ listings: [IndexedListing], _ rates: ExchangeRates,
        _ words: MemoryWords?
    ) {
        (self.listings, self.rates) = (listings, rates)
        query = request.words
        looksForSomething = request.words != nil || !request.vectors.isEmpty
        held = words?.held() ?? [:]
        if let query, query.emptiness == nil, let words {
            let rule =
                request.match.words
                ?? WordMatch(
                    words.wanted, head: query.head, rarities: words.rarities(), held: Set(held.values),
                    share: request.match.share)
            found = Set(held.filter { rule.finds($0.value) }.keys)
            self.rule = rule
        }
        for query in request.vectors {
            guard let least = request.match.leastSimilarity[query.field] else { continue }
            for listing in listings {
                guard let vector = listing.vectors[query.field] else { continue }
                if zip(vector, query.vector).reduce(0, { $0 + $1.0 * $1.1 }) >= least {
                    found.insert(listing.id)
                }
            }
        }
    }

    /// The nearest of fields without a least similarity.
    mutating func add(_ ids: [String]) { found.formUnion(Set(of: ids)) }

    func matching(_ filter: SearchFilter) -> [IndexedListing] {
        listings.filter { filter.matches($0, rates) }
    }

    func members(_ filter: SearchFilter) -> [IndexedListing] {
        matching(filter).filter { !looksForSomething || found.contains($0.id) }
    }

    /// The rule, with what the members hold.
    func match(_ members: [IndexedListing]) -> WordMatch? {
        guard var rule else { return nil }
        rule.count(members.map { (held: held[$0.id] ?? 0, listings: 1) })
        return rule
    }
}
