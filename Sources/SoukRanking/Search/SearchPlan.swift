import Foundation
import SoukCatalog
package import SoukSearch

/// A request after understanding: what to look for and what to demand.
package struct SearchPlan: Sendable {
    package let query: UnderstoodQuery
    package let filter: SearchFilter
    package let photo: ListingPhoto?
    /// Whether a photo is looked for, here or encoded already.
    package let hasPhoto: Bool
    package private(set) var wordQuery: WordQuery?
    /// Terms to be covered and terms that count against a listing, by weight.
    package let terms: [String: Double]
    package let unwanted: [String: Double]

    package init(
        query: UnderstoodQuery, filter: SearchFilter = SearchFilter(), photo: ListingPhoto? = nil,
        isPhotoEncoded: Bool = false, synonyms: Synonyms
    ) {
        var query = query
        hasPhoto = photo != nil || isPhotoEncoded
        if hasPhoto { query.notes.removeAll { $0 == .nothingToLookFor } }
        self.query = query
        self.filter = filter
        self.photo = photo
        let words =
            query.weights.isEmpty
            ? WordQuery(query.words, synonyms: synonyms)
            : WordQuery(weights: query.weights, synonyms: synonyms)
        wordQuery = words.emptiness == nil ? words : nil
        var (terms, unwanted) = ([String: Double](), [String: Double]())
        for term in words.terms {
            if term.weight > 0 {
                terms[term.text.lowercased(), default: 0] += term.weight
            } else {
                for word in PlainWords.of(term.text) { unwanted[word, default: 0] -= term.weight }
            }
        }
        self.terms = terms
        self.unwanted = unwanted
    }

    /// The same with the word for the thing weighing most, so that it is among the best whatever else is common.
    func stressingHead() -> SearchPlan {
        var plan = self
        guard let words = wordQuery, let place = words.terms.firstIndex(where: { $0.text == words.head })
        else { return plan }
        plan.wordQuery?.terms[place].weight *= 4
        return plan
    }

    var hasWords: Bool { wordQuery != nil }
    var looksForSomething: Bool { hasWords || hasPhoto }

    /// What to encode, each with its weight: the words as a whole, or each weighted word by itself. A photo
    /// goes with the words: "this, but in blue".
    var inputs: [(content: QueryContent, weight: Double)] {
        guard !query.weights.isEmpty else {
            return [(QueryContent(words: hasWords ? query.words : nil, photo: photo), 1)]
        }
        var inputs = query.weights.sorted { $0.key < $1.key }.map {
            (content: QueryContent(words: $0.key), weight: $0.value)
        }
        if photo != nil { inputs.append((QueryContent(photo: photo), 1)) }
        return inputs
    }

    /// The words that tell the category; none for a photo alone.
    var intentWords: String {
        guard hasWords else { return "" }
        guard !query.weights.isEmpty else { return query.words }
        return query.weights.filter { $0.value > 0 }.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(
            \.key
        )
        .joined(separator: " ")
    }
}

extension UnderstoodQuery {
    /// The understood conditions, except where the buyer chose otherwise; what was chosen wins.
    ///
    /// - Throws: `request` for prices in a currency without an exchange rate, or the wrong way round.
    mutating func filter(
        chosen: SearchFilter, rates: ExchangeRates = .standard
    ) throws(RankingError) -> SearchFilter {
        var filter = self.filter
        if let low = filter.minimumPrice, let high = filter.maximumPrice, low > high {
            (filter.minimumPrice, filter.maximumPrice) = (high, low)
            notes.append(.pricesSwapped(text: text))
        }
        if chosen.minimumPrice != nil || chosen.maximumPrice != nil {
            (filter.minimumPrice, filter.maximumPrice) = (
                try rates.bound(chosen.minimumPrice, chosen.priceCurrency),
                try rates.bound(chosen.maximumPrice, chosen.priceCurrency)
            )
        }
        if let low = filter.minimumPrice, let high = filter.maximumPrice, low > high {
            throw .request(reason: "the lowest price is above the highest", remedy: "Swap the two prices.")
        }
        filter.categories = chosen.categories
        filter.near = chosen.near ?? filter.near
        filter.hasPhoto = chosen.hasPhoto ?? filter.hasPhoto
        filter.attributes.merge(chosen.chosen) { _, chosen in chosen }
        filter.postedAfter = chosen.postedAfter
        filter.ids = chosen.ids
        filter.excludedIDs = chosen.excludedIDs
        filter.excludedWords += chosen.excludedWords
        return filter
    }
}
